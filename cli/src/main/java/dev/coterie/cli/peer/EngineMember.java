package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.MlsMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Our engine as it is measured. What it wants to be stored is made and dropped: its encoding
/// counts, and no disk does.
final class EngineMember implements BenchMember {
  private final RandomSource random = RandomSource.system();
  private final Identity identity;
  private Optional<KeyPackageBundle> bundle = Optional.empty();
  private Optional<MlsGroup> group = Optional.empty();
  private Optional<StagedCommit> staged = Optional.empty();

  private EngineMember(CipherSuite suite, String name) {
    this.identity = Makings.identity(suite, Bytes.ofUtf8(name), random);
  }

  static BenchMember make(int suite, String name) {
    return new EngineMember(Makings.suite(suite), name);
  }

  @Override
  public Bytes keyPackage() {
    KeyPackageBundle made = Makings.bundle(identity, random);
    bundle = Optional.of(made);
    return KeyPackages.message(made.keyPackage());
  }

  @Override
  public Created create(Bytes groupId, List<Bytes> keyPackages) {
    Instant now = Instant.now();
    MlsGroup founded =
        MlsGroup.create(identity, new GroupId(groupId), List.of(), Makings.settings(), random, now)
            .group();
    // Committing verifies the packages: those that were read by KeyPackages.read would be verified
    // twice.
    List<KeyPackage> packages = keyPackages.stream().map(EngineMember::parse).toList();
    StagedCommit commit = founded.stage(CommitRequest.empty().add(packages), random, now);
    Bytes welcome = commit.welcome().orElseThrow();
    founded.merge(commit);
    group = Optional.of(founded);
    return new Created(commit.commitMessage(), welcome);
  }

  private static KeyPackage parse(Bytes message) {
    if (MlsMessage.CODEC.decode(message) instanceof KeyPackage keyPackage) {
      return keyPackage;
    }
    throw new IllegalArgumentException("not a key package");
  }

  @Override
  public void join(Bytes welcome) {
    group =
        Optional.of(
            MlsGroup.join(
                    identity,
                    bundle.orElseThrow(),
                    welcome,
                    Optional.empty(),
                    Makings.settings(),
                    Instant.now())
                .group());
  }

  @Override
  public Bytes commit() {
    StagedCommit commit = group().stage(CommitRequest.empty().update(), random, Instant.now());
    staged = Optional.of(commit);
    return commit.commitMessage();
  }

  @Override
  public void merge() {
    group().merge(staged.orElseThrow());
  }

  @Override
  public void process(Bytes commit) {
    if (!(group().receive(commit, Instant.now()) instanceof Incoming.CommitStaged received)) {
      throw new IllegalStateException("not a commit");
    }
    group().merge(received.commit());
  }

  @Override
  public Bytes encrypt(Bytes data) {
    return group().seal(Bytes.EMPTY, data, random).message();
  }

  @Override
  public Bytes decrypt(Bytes message) {
    if (!(group().receive(message, Instant.now()) instanceof Incoming.Application said)) {
      throw new IllegalStateException("not an application message");
    }
    return said.plaintext();
  }

  private MlsGroup group() {
    return group.orElseThrow();
  }
}
