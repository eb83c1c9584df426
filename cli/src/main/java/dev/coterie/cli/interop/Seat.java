package dev.coterie.cli.interop;

import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.HandshakeWire;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.PreSharedKeys;
import dev.coterie.mls.group.Proposed;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One client's membership in one group. Nothing is stored: what the group wants to be durable is
/// dropped.
final class Seat implements Thing {
  private static final int PAST_EPOCHS = 16;
  private static final int RESUMPTION_EPOCHS = 1_024;

  private final MlsGroup group;
  private final RandomSource random;
  private PreSharedKeys keys;

  /// What was proposed in this epoch, by message: a message opens once.
  private final Map<Bytes, Bytes> references = new HashMap<>();

  /// Commits of this epoch that lacked something, by message: what the group calls them.
  private final Map<Bytes, Bytes> held = new HashMap<>();

  Seat(MlsGroup group, PreSharedKeys keys, RandomSource random) {
    this.group = group;
    this.keys = keys;
    this.random = random;
  }

  /// The engine of all seats: a name is worth what the runner says it is, so whoever comes back may
  /// have a fresh key.
  static Engine engine(CipherSuite suite) {
    return Makings.engine(suite).credentials(SameName.VALIDATOR).reInitsInPlace();
  }

  /// Much is kept and let in, since what others test is not ours to limit.
  ///
  /// @param encrypted whether handshakes are; the other kind is refused
  static GroupSettings settings(boolean encrypted) {
    GroupSettings basis = Makings.settings();
    var kept = basis.retention();
    return basis
        .handshakes(encrypted ? HandshakeWire.PRIVATE : HandshakeWire.PUBLIC)
        .lifetimes(GroupSettings.ANY_LIFETIME, basis.ownLifetime())
        .resumptionEpochs(RESUMPTION_EPOCHS)
        .retention(
            new GroupSettings.Retention(PAST_EPOCHS, kept.skippedGenerations(), kept.maxForward()));
  }

  MlsGroup group() {
    return group;
  }

  PreSharedKeys keys() {
    return keys;
  }

  void key(Bytes id, Bytes key) {
    keys = keys.with(PreSharedKeys.external(id, Secret.copyOf(key)));
  }

  LeafIndex leafOf(Bytes name) {
    return Makings.leafOf(group, name, Words.shown(name));
  }

  /// Empty once the group has removed us.
  Bytes authenticator() {
    return group.isClosed() ? Bytes.EMPTY : group.epochAuthenticator();
  }

  Bytes export(String label, Bytes context, int length) {
    try (Secret secret = group.export(label, context, length)) {
      return secret.export(KeyExport.dangerously());
    }
  }

  Bytes propose(Proposal proposal) {
    return proposed(group.propose(proposal, random, Instant.now()));
  }

  Bytes proposeUpdate() {
    return proposed(group.proposeUpdate(random));
  }

  Bytes proposeKey(PreSharedKeyId.Source name) {
    return proposed(group.proposePsk(name, random, Instant.now()));
  }

  private Bytes proposed(Proposed made) {
    references.put(made.message(), made.reference());
    return made.message();
  }

  Bytes protect(Bytes authenticatedData, Bytes plaintext) {
    return group.seal(authenticatedData, plaintext, random).message();
  }

  Incoming.Application unprotect(Bytes ciphertext) {
    if (group.receive(ciphertext, keys, Instant.now()) instanceof Incoming.Application said) {
      return said;
    }
    throw new IllegalArgumentException("not an application message of somebody else");
  }

  /// Makes a commit, and keeps it as the pending one.
  ///
  /// @param messages which proposed what is committed by reference, all of it
  /// @param kind what it must be to be kept
  StagedCommit commit(CommitRequest request, List<Bytes> messages, CommitKind kind) {
    Set<Bytes> named = new HashSet<>();
    messages.forEach(message -> named.add(take(message)));
    StagedCommit staged = group.stage(request.pending(named).keys(keys), random, Instant.now());
    if (!staged.leftOut().isEmpty()) {
      throw new IllegalArgumentException(
          staged.leftOut().size() + " of the proposals cannot stand in this commit");
    }
    kind.require(staged);
    group.keep(staged);
    return staged;
  }

  /// Applies the pending commit.
  void mergePending(CommitKind kind) {
    merge(
        group.pending().orElseThrow(() -> new IllegalStateException("no commit is pending")), kind);
  }

  /// Takes proposals and applies the commit that refers to them.
  void handle(List<Bytes> proposals, Bytes commit, CommitKind kind) {
    proposals.forEach(this::take);
    merge(opened(commit), kind);
  }

  private void merge(StagedCommit staged, CommitKind kind) {
    kind.require(staged);
    group.merge(staged);
    references.clear();
    held.clear();
  }

  private StagedCommit opened(Bytes message) {
    Bytes waiting = held.get(message);
    Incoming incoming =
        waiting == null
            ? group.receive(message, keys, Instant.now())
            : group.retry(waiting, keys, Instant.now());
    return switch (incoming) {
      case Incoming.CommitStaged(var commit, _) -> commit;
      case Incoming.CommitHeld lacks -> {
        held.put(message, lacks.reference());
        throw new IllegalStateException(
            "the commit names "
                + lacks.missing().size()
                + " proposals that have not arrived and "
                + lacks.lacking().size()
                + " pre-shared keys that are not here");
      }
      case Incoming.OwnMessage own when own.commit().isPresent() -> own.commit().get();
      case Incoming.MessageEarly early -> throw tooEarly(early);
      case Incoming.OwnMessage _,
          Incoming.Application _,
          Incoming.ProposalHeld _,
          Incoming.OutsiderProposalHeld _ ->
          throw new IllegalArgumentException("not a commit");
    };
  }

  private static IllegalStateException tooEarly(Incoming.MessageEarly early) {
    return new IllegalStateException("a message of epoch " + early.epoch() + ", too early");
  }

  /// Takes a message that proposes something, unless it is here already.
  ///
  /// @return what a commit calls it
  private Bytes take(Bytes message) {
    Bytes known = references.get(message);
    if (known != null) {
      return known;
    }
    Bytes reference =
        switch (group.receive(message, keys, Instant.now())) {
          case Incoming.ProposalHeld one -> one.reference();
          case Incoming.OutsiderProposalHeld one -> one.reference();
          case Incoming.OwnMessage own when own.kind() == ContentType.PROPOSAL ->
              throw new IllegalArgumentException("a proposal of our own that we do not know");
          case Incoming.MessageEarly early -> throw tooEarly(early);
          case Incoming.OwnMessage _,
              Incoming.Application _,
              Incoming.CommitStaged _,
              Incoming.CommitHeld _ ->
              throw new IllegalArgumentException("not a proposal");
        };
    references.put(message, reference);
    return reference;
  }

  @Override
  public void close() {
    group.close();
    group.identity().keys().close();
  }
}
