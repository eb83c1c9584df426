package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.GroupSettings.Waiting;
import dev.coterie.mls.message.AuthenticatedContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Commits of this epoch that were opened and verified as messages, and lack proposals. Their keys
/// are spent, so their contents are kept. Immutable; it ends with the epoch.
final class HeldCommits {
  static final HeldCommits EMPTY = new HeldCommits(new LinkedHashMap<>());

  /// A kept commit.
  ///
  /// @param reference names it
  /// @param content as it was signed
  /// @param size of the content in bytes
  record Held(Bytes reference, AuthenticatedContent content, int size) {
    static Held of(SuiteCrypto crypto, AuthenticatedContent content) {
      Bytes encoded = AuthenticatedContent.CODEC.encode(content);
      return new Held(crypto.hash(encoded), content, encoded.size());
    }
  }

  private final SequencedMap<Bytes, Held> held;

  private HeldCommits(SequencedMap<Bytes, Held> held) {
    this.held = held;
  }

  private static FairShare<Held> share(Waiting limits) {
    return new FairShare<>(
        one -> one.content().content().sender(), Held::size, limits.heldCommits(), limits.bytes());
  }

  /// With one more, if there is room for it or somebody has to make room.
  Optional<HeldCommits> admit(Held fresh, Waiting limits) {
    return share(limits)
        .displaced(held.values(), fresh)
        .map(gone -> without(gone::contains).with(fresh));
  }

  /// What smaller bounds leave.
  HeldCommits within(Waiting limits) {
    return without(share(limits).excess(held.values())::contains);
  }

  HeldCommits with(Held fresh) {
    SequencedMap<Bytes, Held> more = new LinkedHashMap<>(held);
    more.putLast(fresh.reference(), fresh);
    return new HeldCommits(more);
  }

  HeldCommits without(Bytes reference) {
    return without(one -> one.reference().equals(reference));
  }

  private HeldCommits without(Predicate<Held> gone) {
    if (held.values().stream().noneMatch(gone)) {
      return this;
    }
    SequencedMap<Bytes, Held> fewer = new LinkedHashMap<>(held);
    fewer.values().removeIf(gone);
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
