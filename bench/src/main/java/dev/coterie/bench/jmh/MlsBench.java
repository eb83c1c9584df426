package dev.coterie.bench.jmh;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.KeyExport;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Sealed;
import dev.coterie.mls.group.StagedCommit;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What members of a group do, in suite 1. A message is opened once only, so what the receiver does
/// costs the difference between a figure of both sides and one of the sender.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class MlsBench {
  /// Members.
  @Param({"2100"})
  public int members;

  /// Whose cryptography.
  @Param({"default", "bouncycastle"})
  public String crypto;

  private final Bytes text = Bytes.wrap(new byte[256]);
  private MlsGroups groups;
  private MlsGroup alice;
  private MlsGroup bob;
  private Identity carol;
  private Bytes carolsKeys;
  private StagedCommit invitation;

  /// For JMH.
  public MlsBench() {}

  /// Makes the group, and an invitation for one more.
  @Setup
  public void prepare() {
    groups = MlsGroups.of(members, Integer.SIZE, CryptoChoice.parse(crypto));
    alice = groups.member(0);
    bob = groups.member(1);
    carol = groups.identity(members);
    var bundle = MlsGroups.bundle(carol);
    carolsKeys = bundle.encode(KeyExport.dangerously());
    invitation =
        alice.stage(
            CommitRequest.empty().add(bundle.keyPackage()), MlsGroups.RANDOM, MlsGroups.NOW);
  }

  /// A text of 256 octets sealed.
  @Benchmark
  public Sealed seal() {
    return alice.seal(Bytes.EMPTY, text, MlsGroups.RANDOM);
  }

  /// A text of 256 octets sealed, and opened by another member.
  @Benchmark
  public Incoming sealAndOpen() {
    return bob.receive(seal().message(), MlsGroups.NOW);
  }

  /// A commit made that renews the committer's path, not merged.
  @Benchmark
  public StagedCommit commit() {
    return alice.stage(CommitRequest.empty().update(), MlsGroups.RANDOM, MlsGroups.NOW);
  }

  /// A commit made, and opened, checked and staged by another member.
  @Benchmark
  public Incoming commitAndProcess() {
    var staged = bob.receive(commit().commitMessage(), MlsGroups.NOW);
    if (!(staged instanceof Incoming.CommitStaged)) {
      throw new IllegalStateException(staged.toString());
    }
    return staged;
  }

  /// A newcomer joins: opens the welcome, imports the tree and checks every leaf of it.
  @Benchmark
  public MlsGroup join() {
    var bundle = KeyPackageBundle.decode(carolsKeys);
    return groups.join(invitation, carol, bundle);
  }
}
