package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.CommitRule;
import dev.coterie.mls.policy.CredentialRule;
import dev.coterie.mls.policy.TreeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Commits that nobody takes.
final class CommitBreaches {
  private static final LeafIndex BOB = new LeafIndex(1);

  private CommitBreaches() {}

  static Stream<Breach> all() {
    return Stream.of(paths(), fates(), held(), credentials()).flatMap(one -> one);
  }

  private static Stream<Breach> paths() {
    return Stream.of(
        Breach.forged(CommitRule.PATH_REQUIRED, "an empty list", Mallory::commitBare),
        Breach.forged(
            CommitRule.PATH_REQUIRED, "a remove", it -> it.commitBare(new Proposal.Remove(BOB))),
        Breach.forged(
            CommitRule.PATH_REQUIRED,
            "extensions",
            it -> it.commitBare(new Proposal.GroupContextExtensions(List.of()))),
        Breach.forged(
            TreeRule.PATH_LENGTH,
            "a path of a larger tree",
            it -> it.commit(new Proposal.Remove(BOB), new Proposal.Remove(new LeafIndex(0)))),
        Breach.forged(
            TreeRule.PATH_UNREADABLE, "encrypted under another context", Mallory::commit));
  }

  private static Stream<Breach> fates() {
    return Stream.of(
        Breach.forged(
            CommitRule.CONFIRMATION_TAG,
            "random bytes",
            it -> it.commitWithTag(it.epoch().confirmationTag())),
        Breach.forged(
            CommitRule.CONFIRMATION_TAG, "a tag that is cut", it -> it.commitWithTag(Bytes.EMPTY)),
        Breach.asked(
            CommitRule.STALE,
            "merged an epoch too late",
            world -> {
              var alice = world.client("alice");
              StagedCommit lost = alice.stage(CommitRequest.empty());
              world.commit(world.client("bob"), CommitRequest.empty());
              return () -> alice.merge(lost);
            }),
        Breach.asked(
            CommitRule.STALE,
            "kept an epoch too late",
            world -> {
              var alice = world.client("alice");
              StagedCommit lost = alice.stage(CommitRequest.empty());
              world.commit(world.client("bob"), CommitRequest.empty());
              return () -> alice.group().keep(lost);
            }),
        Breach.asked(
            CommitRule.STALE,
            "of another group",
            world -> {
              World other =
                  new World(world.suite, 77, Breach.PUBLIC).group("alice", "bob", "carol");
              StagedCommit foreign = other.client("alice").stage(CommitRequest.empty());
              return () -> world.client("alice").merge(foreign);
            }),
        Breach.asked(
            CommitRule.OWN_COMMIT_LOST,
            "our commit comes back and was not kept",
            world -> {
              var alice = world.client("alice");
              StagedCommit staged = alice.stage(CommitRequest.empty());
              return () -> alice.receive(staged.commitMessage());
            }),
        new Breach(
            CommitRule.LAST_EPOCH,
            "by ourselves",
            suite -> {
              World.Client alice = inLastEpoch(new World(suite, 1, Breach.PUBLIC));
              return new Breach.Attempt(alice, () -> alice.stage(CommitRequest.empty()));
            }));
  }

  /// The only member of a group whose counter has come to its end.
  private static World.Client inLastEpoch(World world) {
    World.Client alice = world.client("alice");
    alice.found(List.of());
    Epoch last = new Epoch(-1);
    List<Put> rows = new ArrayList<>();
    for (Put put : alice.puts()) {
      switch (RowKey.kindOf(put.key())) {
        case EPOCH -> {
          var in = new WireReader(put.value());
          GroupContext was = RowForms.context(in);
          var context =
              new GroupContext(
                  was.version(),
                  was.cipherSuite(),
                  was.groupId(),
                  last,
                  was.treeHash(),
                  was.confirmedTranscriptHash(),
                  was.extensions());
          rows.add(
              new Put(
                  put.key(), new WireWriter().opaque(context.encode()).raw(in.rest()).toBytes()));
        }
        case SECRET_TREE ->
            rows.add(
                new Put(RowKey.Kind.SECRET_TREE.key(last, put.key().slice(1 + 8)), put.value()));
        default -> rows.add(put);
      }
    }
    alice.store.clear();
    rows.forEach(put -> alice.store.put(put.key(), put.value()));
    alice.restart();
    return alice;
  }

  private static Stream<Breach> held() {
    return Stream.of(
        Breach.asked(
            CommitRule.HELD_COMMIT_UNKNOWN,
            "never seen",
            world -> () -> world.client("alice").group().retry(Bytes.ofUtf8("what"), World.NOW)),
        Breach.forgedAfter(
            CommitRule.TOO_MANY_HELD,
            "one more than is kept",
            (world, it) -> {
              var alice = world.client("alice");
              alice.apply(alice.group().settings(Breach.PUBLIC.kept(10, 1)));
              alice.receive(it.commitRefs(Bytes.ofUtf8("one")));
              return it.commitRefs(Bytes.ofUtf8("two"));
            }));
  }

  private static CredentialValidator refusing(CredentialValidator.Occasion on) {
    return new CredentialValidator() {
      @Override
      public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
        return occasion != on;
      }

      @Override
      public boolean acceptsSuccessor(
          Credential old, Credential fresh, SignaturePublicKey key, Occasion occasion) {
        return occasion == on || old.equals(fresh);
      }
    };
  }

  private static void advise(World.Client client, CredentialValidator service) {
    client.restart(Engine.of(client.identity.suite()).credentials(service));
  }

  private static Identity renamed(World world, String from, String to) {
    return new Identity(
        world.suite, new Credential.Basic(Bytes.ofUtf8(to)), world.client(from).identity.keys());
  }

  private static Stream<Breach> credentials() {
    return Stream.of(
        Breach.forgedAfter(
            CredentialRule.REFUSED,
            "of somebody who is added",
            (world, it) -> {
              advise(world.client("alice"), refusing(CredentialValidator.Occasion.ADD));
              return it.commit(new Proposal.Add(world.client("dave").keyPackage()));
            }),
        Breach.forgedAfter(
            CredentialRule.REFUSED,
            "of somebody who is proposed",
            (world, it) -> {
              advise(world.client("alice"), refusing(CredentialValidator.Occasion.ADD));
              return it.send(new Proposal.Add(world.client("dave").keyPackage()));
            }),
        Breach.forgedAfter(
            CredentialRule.SUCCESSOR_REFUSED,
            "carol calls herself alice, in a path",
            (world, it) -> it.commitAs(renamed(world, "carol", "alice"))),
        Breach.forgedAfter(
            CredentialRule.SUCCESSOR_REFUSED,
            "carol calls herself alice, in an update",
            (world, it) ->
                it.send(new Proposal.Update(it.update(renamed(world, "carol", "alice"))))));
  }
}
