package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Commits of this epoch that were opened and verified as messages, and lack proposals. Their keys
/// are spent, so their contents are kept. Immutable; it ends with the epoch.
final class HeldCommits {
  static final HeldCommits EMPTY = new HeldCommits(new LinkedHashMap<>());

  /// A kept commit.
  ///
  /// @param reference names it
  /// @param content as it was signed
  record Held(Bytes reference, AuthenticatedContent content) {
    static Held of(SuiteCrypto crypto, AuthenticatedContent content) {
      return new Held(crypto.hash(AuthenticatedContent.CODEC.encode(content)), content);
    }
  }

  private final SequencedMap<Bytes, Held> held;

  private HeldCommits(SequencedMap<Bytes, Held> held) {
    this.held = held;
  }

  HeldCommits with(Held fresh) {
    SequencedMap<Bytes, Held> more = new LinkedHashMap<>(held);
    more.putLast(fresh.reference(), fresh);
    return new HeldCommits(more);
  }

  HeldCommits without(Bytes reference) {
    SequencedMap<Bytes, Held> fewer = new LinkedHashMap<>(held);
    fewer.remove(reference);
    return new HeldCommits(fewer);
  }

  Optional<Held> find(Bytes reference) {
    return Optional.ofNullable(held.get(reference));
  }

  int size() {
    return held.size();
  }

  Stream<Held> all() {
    return held.values().stream();
  }

  List<Bytes> references() {
    return List.copyOf(held.keySet());
  }
}
