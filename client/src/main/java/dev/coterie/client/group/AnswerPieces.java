package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.LogRecord;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;

/// Puts answers together of which each record holds a piece. Remembers a few that are not whole.
final class AnswerPieces {
  private static final int UNFINISHED = 4;

  private final LinkedHashMap<Key, TreeMap<Integer, Bytes>> unfinished = new LinkedHashMap<>();

  private record Key(Fingerprint sender, LogPosition position, int pieces) {}

  /// An answer.
  ///
  /// @param record where it ends
  /// @param sender who answered, as proved to the hub
  /// @param position of which it speaks
  /// @param sealed an encoded HPKECiphertext
  record Whole(long record, Fingerprint sender, LogPosition position, Bytes sealed) {}

  /// Adds a piece. The first of its number counts.
  Optional<Whole> add(LogRecord record, ReturnAnswer answer) {
    var key = new Key(record.sender(), answer.position(), answer.pieces());
    var parts = unfinished.computeIfAbsent(key, each -> new TreeMap<>());
    parts.putIfAbsent(answer.piece(), answer.sealed());
    if (parts.size() == answer.pieces()) {
      unfinished.remove(key);
      Bytes sealed = Bytes.concat(parts.values().toArray(Bytes[]::new));
      return Optional.of(new Whole(record.sequence(), record.sender(), answer.position(), sealed));
    }
    if (unfinished.size() > UNFINISHED) {
      unfinished.remove(unfinished.firstEntry().getKey());
    }
    return Optional.empty();
  }
}
