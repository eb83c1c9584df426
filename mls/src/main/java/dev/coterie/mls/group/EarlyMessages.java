package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.GroupSettings.Waiting;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Welcome;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Messages of epochs that we have not reached when they came, as they came: nothing can be opened
/// yet, and who wrote them is not known. Whom the transport has them from is, if the caller says
/// so, and shares in the buffer go by that. Immutable.
final class EarlyMessages {
  /// An unread message.
  ///
  /// @param reference names it
  /// @param order its place in the order of arrival
  /// @param from whom the transport has it from, empty if nobody said
  /// @param bytes the MLSMessage
  /// @param head what can be read of it
  record Early(Bytes reference, long order, Bytes from, Bytes bytes, Head head) {
    static Early of(SuiteCrypto crypto, long order, Bytes from, Bytes bytes) {
      return new Early(crypto.hash(bytes), order, from, bytes, Head.of(bytes));
    }

    Epoch epoch() {
      return head.epoch();
    }

    /// Texts and handshakes apart: many texts leave room for the commit that opens them.
    private Object owner() {
      return new Owner(from, head.type() == ContentType.APPLICATION);
    }

    private long size() {
      return (long) bytes.size() + from.size();
    }
  }

  /// Whose share a message is counted to.
  ///
  /// @param from whom the transport has it from
  /// @param text whether it is no handshake
  private record Owner(Bytes from, boolean text) {}

  /// What anybody can read of a message.
  ///
  /// @param group its group
  /// @param epoch its epoch
  /// @param type what it carries
  record Head(GroupId group, Epoch epoch, ContentType type) {
    static Head of(Bytes message) {
      return switch (MlsMessage.CODEC.decode(message)) {
        case PublicMessage it ->
            new Head(
                it.content().groupId(), it.content().epoch(), it.content().content().contentType());
        case PrivateMessage it -> new Head(it.groupId(), it.epoch(), it.contentType());
        case Welcome _, GroupInfo _, KeyPackage _ ->
            throw new MalformedException("early", 0, "neither a public nor a private message");
      };
    }
  }

  static final EarlyMessages EMPTY = new EarlyMessages(new LinkedHashMap<>());

  private final SequencedMap<Bytes, Early> kept;

  private EarlyMessages(SequencedMap<Bytes, Early> kept) {
    this.kept = kept;
  }

  /// @param kept in order of arrival
  static EarlyMessages of(Collection<Early> kept) {
    SequencedMap<Bytes, Early> map = new LinkedHashMap<>();
    kept.forEach(one -> map.putLast(one.reference(), one));
    return new EarlyMessages(map);
  }

  private static FairShare<Early> share(Waiting limits) {
    return new FairShare<>(Early::owner, Early::size, limits.earlyMessages(), limits.bytes());
  }

  /// The place of the next one.
  long nextOrder() {
    return kept.isEmpty() ? 0 : kept.lastEntry().getValue().order() + 1;
  }

  /// With one more, if there is room for it or somebody has to make room.
  Optional<EarlyMessages> admit(Early fresh, Waiting limits) {
    return share(limits)
        .displaced(kept.values(), fresh)
        .map(gone -> without(gone::contains).with(fresh));
  }

  private EarlyMessages with(Early fresh) {
    SequencedMap<Bytes, Early> more = new LinkedHashMap<>(kept);
    more.putLast(fresh.reference(), fresh);
    return new EarlyMessages(more);
  }

  EarlyMessages without(Predicate<Early> gone) {
    if (kept.values().stream().noneMatch(gone)) {
      return this;
    }
    return of(kept.values().stream().filter(gone.negate()).toList());
  }

  /// What smaller bounds leave.
  EarlyMessages within(Waiting limits, Epoch current) {
    EarlyMessages near = without(one -> !isNear(one.epoch(), current, limits));
    return near.without(share(limits).excess(near.kept.values())::contains);
  }

  /// What a new epoch leaves: its own messages, those of epochs after it, and texts of epochs whose
  /// keys are kept.
  EarlyMessages entering(EpochState next, PastEpochs past) {
    return next.reInit().isPresent()
        ? EMPTY
        : without(one -> one.epoch().isBefore(next.number()) && !isLateText(one, past));
  }

  private static boolean isLateText(Early one, PastEpochs past) {
    return one.head().type() == ContentType.APPLICATION && past.find(one.epoch()).isPresent();
  }

  /// Whether a message of an epoch may be kept in another one.
  static boolean isNear(Epoch epoch, Epoch current, Waiting limits) {
    return !current.isBefore(epoch)
        || Long.compareUnsigned(epoch.value() - current.value(), limits.epochsAhead()) <= 0;
  }

  /// Whether it could have come to be like this.
  boolean fits(EpochState epoch, PastEpochs past, Waiting limits) {
    return share(limits).excess(kept.values()).isEmpty()
        && kept.values().stream()
            .allMatch(
                one ->
                    one.head().group().equals(epoch.context().groupId())
                        && isNear(one.epoch(), epoch.number(), limits)
                        && (!one.epoch().isBefore(epoch.number()) || isLateText(one, past)));
  }

  /// What can be judged now: by epoch, commits of each last since they end it, then as they came.
  Stream<Early> ready(Epoch current) {
    return kept.values().stream()
        .filter(one -> !current.isBefore(one.epoch()))
        .sorted(
            Comparator.comparing(Early::epoch)
                .thenComparing(one -> one.head().type() == ContentType.COMMIT)
                .thenComparingLong(Early::order));
  }

  Optional<Early> find(Bytes reference) {
    return Optional.ofNullable(kept.get(reference));
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  Stream<Early> all() {
    return kept.values().stream();
  }

  List<Bytes> references() {
    return List.copyOf(kept.keySet());
  }
}
