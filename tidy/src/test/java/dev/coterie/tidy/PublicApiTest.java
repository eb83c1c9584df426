package dev.coterie.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The checked-in listing of each published module says what it offers, so that every public change
/// shows in a diff.
final class PublicApiTest {
  private static final String RENEW =
      "renew with: mvn -pl tidy -am -Dtest=PublicApiTest -Dcoterie.api=write"
          + " -Dsurefire.failIfNoSpecifiedTests=false test";

  private static final List<String> PUBLISHED =
      List.of(
          "codec", "crypto", "mls", "sframe", "gbp", "gtp", "gap", "hubapi", "client", "media",
          "store", "hub", "vectors");

  @Test
  void listingsAreUpToDate() throws IOException, ClassNotFoundException {
    Map<String, ModuleReference> modules = PublicApi.modules();
    boolean write = System.getProperty("coterie.api", "").equals("write");
    for (String room : PUBLISHED) {
      ModuleReference module = Objects.requireNonNull(modules.get("dev.coterie." + room), room);
      String listing = PublicApi.of(module);
      Path file = Room.root().resolve("api").resolve(room + ".txt");
      if (write) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, listing);
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "").as(RENEW).isEqualTo(listing);
    }
  }

  @Test
  void listing_showsWhatIsOfferedAndNothingElse() {
    assertThat(PublicApi.describe(Sample.class))
        .isEqualTo(
            """
            abstract static sealed interface dev.coterie.tidy.PublicApiTest$Sample<T> implements \
            java.lang.Iterable<T> permits dev.coterie.tidy.PublicApiTest$Sample$Only
              public abstract java.util.List<T> all(int)
            """);
    assertThat(PublicApi.describe(Sample.Only.class))
        .contains(
            "final",
            "record",
            "public dev.coterie.tidy.PublicApiTest$Sample$Only(java.util.List<T>)")
        .doesNotContain("hidden", "toString");
  }

  sealed interface Sample<T> extends Iterable<T> {
    List<T> all(int limit);

    record Only<T>(List<T> items) implements Sample<T> {
      @Override
      public List<T> all(int limit) {
        return items.subList(0, hidden(limit));
      }

      @Override
      public Iterator<T> iterator() {
        return items.iterator();
      }

      private static int hidden(int limit) {
        return limit;
      }
    }
  }
}
