package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.CommitRequest.PathPolicy;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.PreSharedKeys;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.group.TreePlacement;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Makes vectors of clients that are welcomed, and of those that follow their group.
final class GeneratedClients {
  private static final int RANDOM_EPOCHS = 16;
  private static final int MOST_MEMBERS = 6;

  private final SuiteCrypto crypto;
  private final RandomSource random;

  GeneratedClients(SuiteCrypto crypto, RandomSource random) {
    this.crypto = crypto;
    this.random = random;
  }

  /// How the listener comes in.
  ///
  /// @param tree where it finds the tree
  /// @param path whether it gets a path secret
  /// @param withKey whether a pre-shared key is mixed in
  private record Entry(TreePlacement tree, PathPolicy path, boolean withKey) {
    static final Entry USUAL = new Entry(TreePlacement.INSIDE, PathPolicy.ALWAYS, false);
  }

  /// A group, with a listener in it and what is known of that.
  private final class Story {
    final PreSharedKeyId.Source.External keyName;
    final Secret key;
    final SampleGroup group;
    private final Json.Builder vector;

    Story(Entry entry, boolean hasKey) {
      keyName = new PreSharedKeyId.Source.External(random.bytes(8));
      key = random.secret(crypto.suite().hashSize());
      group = new SampleGroup(crypto, random, PreSharedKeys.NONE.with(keyName, key));
      group.grow();
      group.grow();
      Identity identity = group.newcomer();
      KeyPackageBundle bundle = group.bundle(identity);
      CommitRequest add =
          CommitRequest.empty().add(bundle.keyPackage()).path(entry.path).tree(entry.tree);
      StagedCommit staged = group.commit(0, entry.withKey ? add.psk(keyName) : add);
      vector =
          Json.object()
              .with("cipher_suite", crypto.suite().code())
              .with("external_psks", hasKey ? List.of(external()) : List.of())
              .with("key_package", KeyPackages.message(bundle.keyPackage()))
              .with(
                  "signature_priv", MlsVectorGenerator.shown(identity.keys().privateKey().secret()))
              .with("encryption_priv", MlsVectorGenerator.shown(bundle.leafKey().secret()))
              .with("init_priv", MlsVectorGenerator.shown(bundle.initKey().secret()))
              .with("welcome", staged.welcome().orElseThrow())
              .with("ratchet_tree", staged.ratchetTree().map(Json::of).orElseGet(Json.Nothing::new))
              .with("initial_epoch_authenticator", group.member(0).epochAuthenticator());
      group.listen();
    }

    private Json.Obj external() {
      return Json.object()
          .with("psk_id", keyName.id())
          .with("psk", MlsVectorGenerator.shown(key))
          .build();
    }

    Json.Obj end() {
      return vector.with("epochs", group.epochs()).build();
    }
  }

  private Json.Obj told(boolean hasKey, Consumer<Story> what) {
    var story = new Story(Entry.USUAL, hasKey);
    story.group.commit(0, CommitRequest.empty());
    what.accept(story);
    return story.end();
  }

  /// The tree inside and beside; with and without a path; with and without a pre-shared key.
  List<Json.Obj> welcomed() {
    var all = new ArrayList<Json.Obj>();
    for (TreePlacement tree : TreePlacement.values()) {
      for (PathPolicy path : PathPolicy.values()) {
        all.add(new Story(new Entry(tree, path, false), false).end());
        all.add(new Story(new Entry(tree, path, true), true).end());
      }
    }
    return all;
  }

  /// One commit of every sort that a member can follow.
  List<Json.Obj> following() {
    var all = new ArrayList<Json.Obj>();
    all.add(told(false, story -> story.group.commit(1, CommitRequest.empty())));
    all.add(told(false, story -> commit(story, one -> one.add(story.group.stranger()))));
    all.add(
        told(
            false,
            story ->
                commit(
                    story, one -> one.add(story.group.stranger()).path(PathPolicy.WHEN_NEEDED))));
    all.add(told(false, story -> commit(story, one -> one.remove(new LeafIndex(2)))));
    all.add(told(true, story -> commit(story, one -> one.psk(story.keyName))));
    all.add(told(false, story -> commit(story, one -> one.psk(earlier(story)))));
    all.add(told(false, story -> commit(story, one -> one.extensions(required()))));
    all.add(told(false, story -> commit(story, one -> one.reInit(reInit()))));
    all.addAll(byReference());
    all.add(told(false, story -> story.group.enter(Optional.empty())));
    all.add(told(false, story -> story.group.enter(Optional.of(story.group.member(2)))));
    return all;
  }

  private List<Json.Obj> byReference() {
    return List.of(
        proposed(story -> story.group.propose(0, new Proposal.Add(story.group.stranger()))),
        proposed(story -> story.group.propose(0, new Proposal.Remove(new LeafIndex(2)))),
        proposed(story -> story.group.proposeUpdate(0)),
        told(true, story -> alone(story, () -> story.group.proposePsk(0, story.keyName))),
        proposed(story -> story.group.proposePsk(0, earlier(story))),
        proposed(story -> story.group.propose(0, new Proposal.GroupContextExtensions(required()))),
        proposed(story -> story.group.propose(0, reInit())),
        told(
            true,
            story ->
                alone(
                    story,
                    () -> {
                      story.group.propose(0, new Proposal.Add(story.group.stranger()));
                      story.group.propose(1, new Proposal.Remove(new LeafIndex(2)));
                      story.group.proposeUpdate(0);
                      story.group.proposePsk(0, story.keyName);
                      story.group.proposePsk(1, earlier(story));
                      story.group.propose(0, new Proposal.GroupContextExtensions(required()));
                    })));
  }

  private Json.Obj proposed(Consumer<Story> proposing) {
    return told(false, story -> alone(story, () -> proposing.accept(story)));
  }

  private static void alone(Story story, Runnable proposing) {
    proposing.run();
    story.group.commit(1, CommitRequest.empty());
  }

  private static void commit(Story story, UnaryOperator<CommitRequest> wanted) {
    story.group.commit(1, wanted.apply(CommitRequest.empty()));
  }

  /// The key of an epoch that the listener was in.
  private static PreSharedKeyId.Source earlier(Story story) {
    var acting = story.group.member(0);
    return acting.resumptionKey(new Epoch(acting.epoch().value() - 1));
  }

  private static List<Extension> required() {
    return List.of(new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1)));
  }

  private Proposal.ReInit reInit() {
    return new Proposal.ReInit(
        new GroupId(random.bytes(16)),
        ProtocolVersion.MLS10,
        SuiteId.of(crypto.suite()),
        List.of());
  }

  /// A long story, made up on the way.
  Json.Obj wandering() {
    var story = new Story(Entry.USUAL, true);
    for (int i = 0; i < RANDOM_EPOCHS; i++) {
      step(story);
    }
    return story.end();
  }

  private void step(Story story) {
    SampleGroup group = story.group;
    int by = below(group.members().size());
    switch (below(9)) {
      case 0, 1 -> {
        if (group.members().size() < MOST_MEMBERS) {
          group.grow();
        } else {
          removeLast(group);
        }
      }
      case 2 -> {
        if (group.members().size() > 3) {
          removeLast(group);
        } else {
          group.commit(by, CommitRequest.empty());
        }
      }
      case 3 -> {
        for (int other = 0; other < group.members().size(); other++) {
          if (other != by) {
            group.proposeUpdate(other);
          }
        }
        group.commit(by, CommitRequest.empty());
      }
      case 4 -> group.commit(by, CommitRequest.empty().psk(story.keyName));
      case 5 -> {
        group.propose(by, new Proposal.Add(group.stranger()));
        group.commit(by, CommitRequest.empty().path(PathPolicy.WHEN_NEEDED));
      }
      case 6 -> {
        if (group.members().size() < MOST_MEMBERS) {
          group.enter(Optional.empty());
        } else {
          group.enter(Optional.of(group.member(by == 0 ? 1 : by)));
        }
      }
      default -> group.commit(by, CommitRequest.empty());
    }
  }

  private static void removeLast(SampleGroup group) {
    group.commit(0, CommitRequest.empty().remove(group.members().getLast().self()));
  }

  private int below(int bound) {
    Bytes drawn = random.bytes(4);
    long number = 0;
    for (int i = 0; i < drawn.size(); i++) {
      number = number << 8 | (drawn.at(i) & 0xff);
    }
    return (int) (number % bound);
  }
}
