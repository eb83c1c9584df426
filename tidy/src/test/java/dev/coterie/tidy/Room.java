package dev.coterie.tidy;

import static java.util.Map.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rooms of the house and the arrows between them, downward only.
final class Room {
  /// What each room names as its neighbours below; whatever those may use, it may use too.
  static final Map<String, List<String>> BELOW =
      Map.ofEntries(
          entry("codec", List.of()),
          entry("crypto", List.of("codec")),
          entry("cryptoconscrypt", List.of("crypto")),
          entry("mls", List.of("crypto")),
          entry("sframe", List.of("crypto")),
          entry("gbp", List.of("mls")),
          entry("gtp", List.of("gbp")),
          entry("gap", List.of("gbp", "sframe")),
          entry("hubproto", List.of()),
          entry("interopproto", List.of()),
          entry("hubapi", List.of("codec", "crypto")),
          entry("client", List.of("gtp", "gap", "hubapi", "hubproto")),
          entry("media", List.of("client")),
          entry("store", List.of("client", "hubapi")),
          entry("hub", List.of("hubapi", "hubproto", "store", "mls")),
          entry("vectors", List.of("mls", "sframe", "gbp", "gtp", "gap")),
          entry("cli", List.of("hub", "media", "vectors", "interopproto", "cryptoconscrypt")),
          entry("sim", List.of("cli")),
          entry("bench", List.of("cli")));

  /// Rooms of protocol logic: time, randomness, threads, files and sockets come in as arguments or
  /// not at all.
  static final Set<String> CORES =
      Set.of("codec", "crypto", "mls", "sframe", "gbp", "gtp", "gap", "hubapi");

  private Room() {}

  /// The room of a class, where it is one of ours.
  static Optional<String> of(String className) {
    String prefix = "dev.coterie.";
    if (!className.startsWith(prefix)) {
      return Optional.empty();
    }
    String rest = className.substring(prefix.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(rest.substring(0, dot));
  }

  /// Every room that a room may use, itself included.
  static Set<String> reachable(String room) {
    var reached = new LinkedHashSet<String>();
    reach(room, reached);
    return reached;
  }

  private static void reach(String room, Set<String> reached) {
    if (reached.add(room)) {
      BELOW.getOrDefault(room, List.of()).forEach(below -> reach(below, reached));
    }
  }

  /// The root of the repository.
  static Path root() {
    Path root = Path.of(System.getProperty("coterie.root"));
    if (!Files.exists(root.resolve("pom.xml"))) {
      throw new IllegalStateException("no pom.xml in " + root);
    }
    return root;
  }
}
