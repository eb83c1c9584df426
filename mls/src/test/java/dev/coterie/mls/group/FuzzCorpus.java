package dev.coterie.mls.group;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The histories that are kept.
final class FuzzCorpus {
  private static final String FOLDER = "GroupFuzzTestInputs/anyHistory_isWhatTheModelSays";

  private FuzzCorpus() {}

  /// By file name.
  static NavigableMap<String, byte[]> all() {
    NavigableMap<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        all.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Path folder() {
    try {
      URI place = Objects.requireNonNull(FuzzCorpus.class.getResource(FOLDER)).toURI();
      return Path.of(place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Of many histories a few that reach what the many reach: those that reach most come first.
  static List<byte[]> pick(List<byte[]> inputs, int most) {
    Map<byte[], Set<String>> open = new LinkedHashMap<>();
    inputs.forEach(input -> open.put(input, FuzzRun.play(input).reached));
    Set<String> reached = new HashSet<>();
    List<byte[]> picked = new ArrayList<>();
    while (picked.size() < most) {
      Optional<byte[]> best =
          open.keySet().stream().max(Comparator.comparingLong(one -> fresh(open, one, reached)));
      if (best.isEmpty() || fresh(open, best.get(), reached) == 0) {
        break;
      }
      reached.addAll(Objects.requireNonNull(open.remove(best.get())));
      picked.add(best.get());
    }
    return picked;
  }

  private static long fresh(Map<byte[], Set<String>> open, byte[] input, Set<String> reached) {
    return Objects.requireNonNull(open.get(input)).stream()
        .filter(what -> !reached.contains(what))
        .count();
  }
}
