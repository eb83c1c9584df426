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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A group of a given size in the state in which implementations are measured: one commit adds
/// everybody; then, once it is [#fill]ed, the members at leaves 2, 4, 8, … have committed, one
/// below each copath node of the creator at leaf 0. Its path is that of a full tree from then on,
/// while the parents elsewhere stay blank.
final class BenchGroup {
  private static final RandomSource RANDOM = RandomSource.system();
  private static final GroupId ID = new GroupId(Bytes.ofUtf8("bench"));

  private final int size;
  private final MlsGroup creator;
  private final Bytes welcome;
  private final NavigableMap<Integer, Invited> waiting;
  private Optional<MlsGroup> reader = Optional.empty();

  /// Somebody who was added and has not joined yet.
  record Invited(Identity identity, KeyPackageBundle bundle) {}

  private BenchGroup(
      int size, MlsGroup creator, Bytes welcome, NavigableMap<Integer, Invited> waiting) {
    this.size = size;
    this.creator = creator;
    this.welcome = welcome;
    this.waiting = waiting;
  }

  /// Adds everybody in one commit.
  static BenchGroup of(CipherSuite suite, int size) {
    NavigableMap<Integer, Invited> invited = invite(suite, size);
    Created created = create(PeerClient.identity(suite, "m0", RANDOM), packages(invited));
    return new BenchGroup(size, created.group(), created.welcome(), invited);
  }

  /// Everybody but the creator, by leaf.
  static NavigableMap<Integer, Invited> invite(CipherSuite suite, int size) {
    NavigableMap<Integer, Invited> invited = new TreeMap<>();
    for (int leaf = 1; leaf < size; leaf++) {
      Identity identity = PeerClient.identity(suite, "m" + leaf, RANDOM);
      invited.put(leaf, new Invited(identity, PeerClient.bundle(identity, RANDOM)));
    }
    return invited;
  }

  /// What they publish, by leaf.
  static List<Bytes> packages(NavigableMap<Integer, Invited> invited) {
    return invited.values().stream()
        .map(one -> KeyPackages.message(one.bundle().keyPackage()))
        .toList();
  }

  /// A group that was founded, and what leaves with its first commit.
  record Created(MlsGroup group, Bytes commit, Bytes welcome) {}

  /// From key packages as bytes to commit and welcome as bytes, merged.
  static Created create(Identity identity, List<Bytes> packages) {
    Instant now = Instant.now();
    MlsGroup group =
        MlsGroup.create(identity, ID, List.of(), PeerClient.settings(), RANDOM, now).group();
    List<KeyPackage> members = packages.stream().map(KeyPackages::read).toList();
    StagedCommit commit = group.stage(CommitRequest.empty().add(members), RANDOM, now);
    Bytes welcome = commit.welcome().orElseThrow();
    group.merge(commit);
    return new Created(group, commit.commitMessage(), welcome);
  }

  /// The welcome with the tree inside.
  Bytes welcome() {
    return welcome;
  }

  /// Leaves that can join without being missed later, the last one first.
  List<Integer> spare() {
    Set<Integer> needed = new HashSet<>(copathLeaves());
    return waiting.descendingKeySet().stream().filter(leaf -> !needed.contains(leaf)).toList();
  }

  /// The key package of a leaf, taken out: it is used once.
  Invited take(int leaf) {
    return Optional.ofNullable(waiting.remove(leaf)).orElseThrow();
  }

  /// From the welcome as bytes to a group.
  MlsGroup join(Invited who) {
    return MlsGroup.join(
            who.identity(),
            who.bundle(),
            welcome,
            Optional.empty(),
            PeerClient.settings(),
            Instant.now())
        .group();
  }

  /// Brings the creator's path to that of a full tree, once.
  void fill() {
    if (reader.isPresent()) {
      return;
    }
    Map<Integer, MlsGroup> active = new TreeMap<>();
    copathLeaves().forEach(leaf -> active.put(leaf, join(take(leaf))));
    List<MlsGroup> all = new ArrayList<>(active.values());
    all.add(creator);
    for (MlsGroup committer : all.subList(1, all.size() - 1)) {
      StagedCommit commit = stage(committer);
      for (MlsGroup member : all) {
        if (member == committer) {
          member.merge(commit);
        } else {
          process(member, commit.commitMessage());
        }
      }
    }
    reader = Optional.of(all.getFirst());
  }

  /// The member at leaf 0.
  MlsGroup creator() {
    return creator;
  }

  /// The member at leaf 1, once the group is filled.
  MlsGroup reader() {
    return reader.orElseThrow();
  }

  /// A commit that renews the committer's path, made and encoded.
  static StagedCommit stage(MlsGroup committer) {
    return committer.stage(CommitRequest.empty().update(), RANDOM, Instant.now());
  }

  /// Opens, checks and applies a commit.
  static void process(MlsGroup member, Bytes commit) {
    if (!(member.receive(commit, Instant.now()) instanceof Incoming.CommitStaged staged)) {
      throw new IllegalStateException("not a commit");
    }
    member.merge(staged.commit());
  }

  /// Encrypts for the group.
  static Bytes encrypt(MlsGroup sender, Bytes data) {
    return sender.seal(Bytes.EMPTY, data, RANDOM).message();
  }

  /// Opens an application message.
  static Bytes decrypt(MlsGroup member, Bytes message) {
    if (!(member.receive(message, Instant.now()) instanceof Incoming.Application said)) {
      throw new IllegalStateException("not an application message");
    }
    return said.plaintext();
  }

  /// Leaf 1, and one leaf below each further node of the creator's copath.
  private List<Integer> copathLeaves() {
    List<Integer> leaves = new ArrayList<>(List.of(1));
    for (int leaf = 2; leaf < size; leaf *= 2) {
      leaves.add(leaf);
    }
    return leaves;
  }
}
