package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.session.Arrival;
import dev.coterie.gbp.session.GbpSession;
import dev.coterie.gbp.session.GroupView;
import dev.coterie.gbp.session.Verdict;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Somebody with a real MLS group, a session and an own copy of the log's hashes.
final class Person implements GroupView {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final CipherSuite SUITE = CipherSuite.of(1).orElseThrow();
  private static final SuiteCrypto CRYPTO = SuiteCrypto.of(SUITE);

  private final RandomSource random = RandomSource.system();
  private final Identity identity;
  private final KeyPackageBundle bundle;
  final TreeMap<Long, Bytes> log = new TreeMap<>(Map.of(0L, hash("begin")));
  private Optional<MlsGroup> joined = Optional.empty();
  private Optional<GbpSession> begun = Optional.empty();

  Person(String name) {
    var keys = CRYPTO.generateSignatureKeyPair(random);
    identity =
        new Identity(SUITE, new Credential.Basic(Bytes.ofUtf8(name)), keys)
            .supporting(GbpExtension.TYPE);
    bundle = KeyPackages.create(identity, KeyPackages.lifetime(NOW, Duration.ofDays(1)), random);
  }

  static Bytes hash(String what) {
    return CRYPTO.hash(Bytes.ofUtf8(what));
  }

  MlsGroup mls() {
    return joined.orElseThrow();
  }

  GbpSession session() {
    return begun.orElseThrow();
  }

  void found() {
    var extensions =
        List.of(
            new Extension.RequiredCapabilities(List.of(GbpExtension.TYPE), List.of(), List.of()),
            new Extension.Unknown(GbpExtension.TYPE, GbpExtension.recommended().body()));
    var id = new GroupId(hash("group"));
    enter(
        MlsGroup.create(
                identity, id, List.copyOf(extensions), GroupSettings.recommended(), random, NOW)
            .group());
  }

  private void enter(MlsGroup group) {
    joined = Optional.of(group);
    begun = Optional.of(GbpSession.begin(MemberKey.of(self())).session());
  }

  Member self() {
    return mls().member(mls().self()).orElseThrow();
  }

  /// Adds somebody; returns the commit for the others.
  StagedCommit add(Person other) {
    var commit = mls().stage(CommitRequest.empty().add(other.bundle.keyPackage()), random, NOW);
    merge(commit);
    other.enter(
        MlsGroup.join(
                other.identity,
                other.bundle,
                commit.welcome().orElseThrow(),
                commit.ratchetTree(),
                GroupSettings.recommended(),
                NOW)
            .group());
    other.log.putAll(log);
    return commit;
  }

  StagedCommit remove(Person other) {
    var commit = mls().stage(CommitRequest.empty().remove(other.mls().self()), random, NOW);
    merge(commit);
    return commit;
  }

  void receive(StagedCommit commit) {
    if (mls().receive(commit.commitMessage(), NOW) instanceof Incoming.CommitStaged staged) {
      merge(staged.commit());
    }
  }

  private void merge(StagedCommit commit) {
    mls().merge(commit);
    var removed = commit.removed().stream().map(Member::index).toList();
    begun.ifPresent(session -> session.vacated(mls().epoch(), removed));
  }

  LogPosition position() {
    return new LogPosition(log.lastKey(), log.lastEntry().getValue());
  }

  /// A record of the log was processed.
  void processed(long sequence, String hash) {
    log.put(sequence, hash(hash));
  }

  Bytes payload(MessageId id, String text) {
    return GtpMessage.FORM.encode(TextMessage.of(id, NOW, text));
  }

  Bytes say(MessageId id, String text) {
    var message = session().compose(StreamType.TEXT, 0, Set.of(), payload(id, text)).message();
    return seal(session().authenticatedData(message, position()), message.payload());
  }

  Bytes seal(Bytes authenticatedData, Bytes payload) {
    return mls().seal(authenticatedData, payload, random).message();
  }

  /// What the session says of a record that stands after all that was processed.
  Verdict hear(Bytes record) {
    var application = (Incoming.Application) mls().receive(record, NOW);
    var at = new LogPosition(log.lastKey() + 1, hash("record " + (log.lastKey() + 1)));
    return session().accept(Arrival.of(application, at), this);
  }

  @Override
  public Optional<MemberKey> occupant(LeafIndex leaf) {
    return mls().member(leaf).map(MemberKey::of);
  }

  @Override
  public Optional<Bytes> headAt(long sequence) {
    return Optional.ofNullable(log.get(sequence));
  }
}
