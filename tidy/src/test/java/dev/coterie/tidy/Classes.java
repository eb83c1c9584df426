package dev.coterie.tidy;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// What the compiled classes of the house say about themselves.
final class Classes {
  /// Reached from a core, each of these makes its behaviour depend on more than its input. A name
  /// with `#` is one member, a name with a dot at its end a whole package, any other a type.
  private static final List<String> IMPURE =
      List.of(
          "java.lang.System#currentTimeMillis",
          "java.lang.System#nanoTime",
          "java.lang.System#getenv",
          "java.lang.System#getProperty",
          "java.lang.System#exit",
          "java.lang.System#out",
          "java.lang.System#err",
          "java.lang.Math#random",
          "java.lang.Thread",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.reflect.",
          "java.io.File",
          "java.net.",
          "java.nio.channels.",
          "java.nio.file.",
          "java.time.Clock#system",
          "java.time.Clock#systemUTC",
          "java.time.Clock#systemDefaultZone",
          "java.time.Instant#now",
          "java.time.LocalDate#now",
          "java.time.LocalDateTime#now",
          "java.time.ZonedDateTime#now",
          "java.util.Random",
          "java.util.Timer",
          "java.util.UUID#randomUUID",
          "java.util.concurrent.ExecutorService",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.ThreadLocalRandom");

  /// Randomness of the platform: only `crypto` may turn it into a `RandomSource`.
  private static final String RANDOM = "java.security.SecureRandom";

  /// Which provider serves is the one thing that `crypto` asks of the process around it, like which
  /// ones are installed.
  private static final String CHOICE =
      "dev.coterie.crypto.CryptoProviders uses java.lang.System#getProperty";

  /// Printing and ending the process belong to the edge.
  private static final List<String> EDGE_ONLY =
      List.of("java.lang.System#out", "java.lang.System#err", "java.lang.System#exit");

  private static final Set<String> EDGE = Set.of("cli", "format", "bench", "sim");

  private Classes() {}

  /// The product: everything on the class path that is ours and no test.
  static JavaClasses ofTheHouse() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages("dev.coterie");
  }

  /// Uses of a room that is not below: one line each.
  static Set<String> wrongArrows(Iterable<JavaClass> classes) {
    var found = new TreeSet<String>();
    for (JavaClass origin : classes) {
      String from = Room.of(origin.getName()).orElse("");
      if (!Room.BELOW.containsKey(from)) {
        continue;
      }
      Set<String> allowed = Room.reachable(from);
      for (var dependency : origin.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        Room.of(target.getName())
            .filter(to -> !allowed.contains(to))
            .ifPresent(to -> found.add(origin.getName() + " uses " + target.getName()));
      }
    }
    return found;
  }

  /// Uses of time, randomness, threads, files or sockets in a core, and of the console below the
  /// edge.
  static Set<String> impureUses(Iterable<JavaClass> classes) {
    var found = new TreeSet<String>();
    for (JavaClass origin : classes) {
      String room = Room.of(origin.getName()).orElse("");
      if (Room.CORES.contains(room)) {
        for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
          String owner = access.getTargetOwner().getName();
          String member = owner + "#" + access.getTarget().getName();
          if (IMPURE.stream().anyMatch(banned -> covers(banned, owner, member))
              || (owner.equals(RANDOM) && !room.equals("crypto"))
              || bringsNoExecutor(access)) {
            found.add(origin.getName() + " uses " + member);
          }
        }
        found.remove(CHOICE);
      } else if (Room.BELOW.containsKey(room) && !EDGE.contains(room)) {
        for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
          String member = access.getTargetOwner().getName() + "#" + access.getTarget().getName();
          if (EDGE_ONLY.contains(member)) {
            found.add(origin.getName() + " uses " + member);
          }
        }
      }
    }
    return found;
  }

  /// Work on another thread is allowed on an executor that came as an argument, not on one of the
  /// platform's own.
  private static boolean bringsNoExecutor(JavaAccess<?> access) {
    return access instanceof JavaMethodCall call
        && call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
        && call.getTarget().getName().endsWith("Async")
        && call.getTarget().getRawParameterTypes().stream()
            .noneMatch(parameter -> parameter.isEquivalentTo(Executor.class));
  }

  private static boolean covers(String banned, String owner, String member) {
    if (banned.endsWith(".")) {
      return owner.startsWith(banned);
    }
    return banned.contains("#") ? member.equals(banned) : owner.equals(banned);
  }
}
