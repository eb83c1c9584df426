package dev.coterie.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.coterie.codec.planted.ReachesUp;
import dev.coterie.hub.planted.Prints;
import dev.coterie.mls.planted.ReadsTheClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The arrows between the rooms, and what a core may not touch; each rule is seen to bite on a
/// planted class.
final class ArchitectureTest {
  private static final JavaClasses HOUSE = Classes.ofTheHouse();

  @Test
  void arrowsPointDownwardOnly() {
    assertThat(Classes.wrongArrows(HOUSE)).isEmpty();
  }

  @Test
  void coresTouchNeitherClockNorRandomnessNorThreadsNorFilesNorSockets() {
    assertThat(Classes.impureUses(HOUSE)).isEmpty();
  }

  @Test
  void everyRoomIsSeen() {
    Set<String> seen =
        HOUSE.stream()
            .flatMap(c -> Room.of(c.getName()).stream())
            .collect(Collectors.toUnmodifiableSet());
    assertThat(seen).containsAll(Room.BELOW.keySet());
  }

  @Test
  void upwardArrow_bites() {
    assertThat(Classes.wrongArrows(planted(ReachesUp.class)))
        .containsExactly("dev.coterie.codec.planted.ReachesUp uses dev.coterie.hub.planted.Prints");
  }

  @Test
  void downwardArrow_isFree() {
    assertThat(Classes.wrongArrows(planted(Prints.class))).isEmpty();
  }

  @Test
  void impureCore_bites() {
    String who = "dev.coterie.mls.planted.ReadsTheClock uses ";
    assertThat(Classes.impureUses(planted(ReadsTheClock.class)))
        .contains(
            who + "java.util.concurrent.CompletableFuture#supplyAsync",
            who + "java.time.Instant#now",
            who + "java.lang.System#nanoTime",
            who + "java.util.Random#<init>",
            who + "java.security.SecureRandom#<init>",
            who + "java.lang.Thread#startVirtualThread",
            who + "java.nio.file.Files#exists")
        .doesNotContain(who + "java.util.concurrent.CompletableFuture#runAsync");
  }

  @Test
  void consoleBelowTheEdge_bites() {
    assertThat(Classes.impureUses(planted(Prints.class)))
        .containsExactly("dev.coterie.hub.planted.Prints uses java.lang.System#out");
  }

  /// The module descriptors and the POMs draw the same arrows as the table here.
  @Test
  void pomsDrawTheSameArrows() throws IOException {
    var ours = Pattern.compile("<artifactId>coterie-([a-z-]+)</artifactId>");
    for (String folder :
        List.of(
            "codec",
            "crypto",
            "crypto-conscrypt",
            "mls",
            "sframe",
            "gbp",
            "gtp",
            "gap",
            "hub-proto",
            "interop-proto",
            "hub-api",
            "client",
            "media",
            "store",
            "hub",
            "vectors",
            "cli")) {
      Path pom = Room.root().resolve(folder).resolve("pom.xml");
      Set<String> allowed = Room.reachable(folder.replace("-", ""));
      ours.matcher(Files.readString(pom))
          .results()
          .map(found -> found.group(1).replace("-", ""))
          .filter(room -> !room.equals("parent"))
          .forEach(room -> assertThat(allowed).as(folder + "/pom.xml").contains(room));
    }
  }

  private static JavaClasses planted(Class<?> planted) {
    return new ClassFileImporter().importClasses(planted);
  }
}
