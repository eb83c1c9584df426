package dev.coterie.cli.demo;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Looks for texts in files, all texts in one pass over each file. Finds the first 512 octets of a
/// text; a database may spread the rest of a long one over several pages.
final class PlaintextSearch {
  /// Shorter texts occur in any file by chance.
  static final int SHORTEST = 8;

  private static final int LONGEST = 512;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Map<Long, List<byte[]>> byPrefix = new HashMap<>();

  private PlaintextSearch() {}

  static PlaintextSearch of(List<String> texts) {
    return ofOctets(texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /// As [#of], for what is not text.
  static PlaintextSearch ofOctets(List<byte[]> pieces) {
    var search = new PlaintextSearch();
    for (byte[] octets : pieces) {
      if (octets.length >= SHORTEST) {
        byte[] start = Arrays.copyOf(octets, Math.min(octets.length, LONGEST));
        search
            .byPrefix
            .computeIfAbsent((long) LONGS.get(start, 0), _ -> new ArrayList<>())
            .add(start);
      }
    }
    return search;
  }

  /// Places, as "file at offset", in all files below a folder.
  List<String> in(Path folder) throws IOException {
    var places = new ArrayList<String>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        byte[] octets = Files.readAllBytes(file);
        for (int at = 0; at + SHORTEST <= octets.length; at++) {
          if (found(octets, at)) {
            places.add("%s at %d".formatted(folder.relativize(file), at));
          }
        }
      }
    }
    return places;
  }

  private boolean found(byte[] octets, int at) {
    var candidates = byPrefix.get((long) LONGS.get(octets, at));
    return candidates != null
        && candidates.stream()
            .anyMatch(
                text ->
                    at + text.length <= octets.length
                        && Arrays.equals(octets, at, at + text.length, text, 0, text.length));
  }
}
