package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.mls.group.GroupSettings.Waiting;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.policy.ProposalRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// The verified proposals of an epoch, in order of arrival. Immutable; it ends with the epoch.
final class ProposalCache {
  /// A proposal that a commit may refer to.
  ///
  /// @param reference what a commit calls it
  /// @param content the proposal as it was signed
  /// @param ownLeafKey of an Update of ours, until a commit takes it or the epoch ends
  /// @param size of the content in bytes
  record Kept(
      Bytes reference,
      AuthenticatedContent content,
      Optional<HpkePrivateKey> ownLeafKey,
      int size) {
    static Kept of(
        Bytes reference, AuthenticatedContent content, Optional<HpkePrivateKey> ownLeafKey) {
      int size = AuthenticatedContent.CODEC.encode(content).size();
      return new Kept(reference, content, ownLeafKey, size);
    }

    Sender sender() {
      return content.content().sender();
    }

    Proposal proposal() {
      return (Proposal) content.content().content();
    }

    ProposalList.Listed listed() {
      return new ProposalList.Listed(proposal(), sender(), Optional.of(reference));
    }
  }

  static final ProposalCache EMPTY = new ProposalCache(new LinkedHashMap<>());

  private final SequencedMap<Bytes, Kept> kept;

  private ProposalCache(SequencedMap<Bytes, Kept> kept) {
    this.kept = kept;
  }

  ProposalCache with(Kept fresh) {
    SequencedMap<Bytes, Kept> more = new LinkedHashMap<>(kept);
    more.putLast(fresh.reference(), fresh);
    return new ProposalCache(more);
  }

  /// Refuses what does not fit any more. What is kept stays, since commits may refer to it; but no
  /// sender's proposals fill more than half of the room, so that others' find some.
  void requireRoom(Kept fresh, Waiting limits) {
    long bytes = fresh.size();
    long sendersBytes = fresh.size();
    int senders = 1;
    for (Kept one : kept.values()) {
      bytes += one.size();
      if (one.sender().equals(fresh.sender())) {
        sendersBytes += one.size();
        senders++;
      }
    }
    if (kept.size() >= limits.proposals() || bytes > limits.bytes()) {
      throw new RefusedException(ProposalRule.CACHE_FULL, kept.size() + " proposals are kept");
    }
    if (senders > (limits.proposals() + 1) / 2 || sendersBytes > limits.bytes() / 2) {
      throw new RefusedException(
          ProposalRule.CACHE_FULL, senders - 1 + " proposals of this sender are kept");
    }
  }

  /// Those with these references.
  ///
  /// @throws IllegalArgumentException if one is not here
  ProposalCache only(Set<Bytes> references) {
    SequencedMap<Bytes, Kept> some = new LinkedHashMap<>(kept);
    some.keySet().retainAll(references);
    if (some.size() < references.size()) {
      throw new IllegalArgumentException("a reference of no proposal of this epoch");
    }
    return new ProposalCache(some);
  }

  Optional<Kept> find(Bytes reference) {
    return Optional.ofNullable(kept.get(reference));
  }

  int size() {
    return kept.size();
  }

  /// Oldest first.
  Stream<Kept> all() {
    return kept.values().stream();
  }

  /// Whether somebody else's proposal waits for a commit.
  boolean awaitsCommit(LeafIndex self) {
    return kept.values().stream().anyMatch(one -> !one.sender().equals(new Sender.Member(self)));
  }

  /// How many of the oldest proposals two caches of one epoch share.
  int commonWith(ProposalCache other) {
    int common = 0;
    for (Bytes reference : kept.keySet()) {
      if (!other.kept.containsKey(reference)) {
        break;
      }
      common++;
    }
    return common;
  }

  List<Bytes> references() {
    return List.copyOf(kept.keySet());
  }
}
