package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
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

  /// A history and what it reaches.
  private record Candidate(Bytes input, Set<String> reaches) {
    long fresh(Set<String> reached) {
      return reaches.stream().filter(what -> !reached.contains(what)).count();
    }
  }

  /// Of many histories a few that reach what the many reach: those that reach most come first.
  static List<byte[]> pick(List<byte[]> inputs, int most) {
    List<Candidate> open =
        inputs.stream()
            .map(input -> new Candidate(Bytes.wrap(input), FuzzRun.play(input).reached))
            .toList();
    Set<String> reached = new HashSet<>();
    List<byte[]> picked = new ArrayList<>();
    while (picked.size() < most) {
      Candidate best =
          open.stream().max(Comparator.comparingLong(one -> one.fresh(reached))).orElseThrow();
      if (!reached.addAll(best.reaches())) {
        break;
      }
      picked.add(best.input().toArray());
    }
    return picked;
  }
}
