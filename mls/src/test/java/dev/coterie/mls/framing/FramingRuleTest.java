package dev.coterie.mls.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.PaddingPolicy;
import dev.coterie.mls.schedule.RatchetKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each rule on envelopes, broken once.
class FramingRuleTest {
  private static final Proposal REMOVE = new Proposal.Remove(new LeafIndex(0));
  private static final Map<FramingRule, Consumer<FramingWorld>> BREACHES =
      new EnumMap<>(FramingRule.class);

  static {
    BREACHES.put(FramingRule.GROUP, world -> inContext(world, new GroupId(Bytes.EMPTY), 4));
    BREACHES.put(FramingRule.EPOCH, world -> inContext(world, world.context.groupId(), 5));
    BREACHES.put(FramingRule.APPLICATION_IN_PUBLIC, FramingRuleTest::applicationInPublic);
    BREACHES.put(FramingRule.SENDER_NOT_MEMBER, FramingRuleTest::blankLeaf);
    BREACHES.put(FramingRule.PRIVATE_BY_OUTSIDER, FramingRuleTest::privateByOutsider);
    BREACHES.put(FramingRule.NO_SUCH_EXTERNAL_SENDER, world -> external(world, 1));
    BREACHES.put(FramingRule.SIGNATURE, FramingRuleTest::foreignSignature);
    BREACHES.put(FramingRule.MEMBERSHIP_TAG, FramingRuleTest::foreignTag);
    BREACHES.put(FramingRule.UNOPENABLE, FramingRuleTest::garbage);
    BREACHES.put(FramingRule.CONTENT_MALFORMED, FramingRuleTest::garbageInside);
  }

  @TestFactory
  Stream<DynamicTest> everyRule_broken_isRefusedAndTheTreeStays() {
    assertThat(BREACHES).containsOnlyKeys(FramingRule.values());
    return BREACHES.entrySet().stream()
        .map(
            breach ->
                DynamicTest.dynamicTest(
                    breach.getKey().row() + " " + breach.getKey(), () -> refused(breach)));
  }

  private static void refused(Map.Entry<FramingRule, Consumer<FramingWorld>> breach) {
    var world = new FramingWorld(CipherSuite.of(2).orElseThrow());
    var before = world.listenerTree.rows();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> breach.getValue().accept(world))
        .satisfies(e -> assertThat(e.rule()).isEqualTo(breach.getKey()));
    if (breach.getKey() != FramingRule.CONTENT_MALFORMED) {
      assertThat(world.listenerTree.rows()).isEqualTo(before);
    }
  }

  @TestFactory
  Stream<DynamicTest> externalSender_listed_isHeard() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "index 0", () -> external(new FramingWorld(CipherSuite.of(3).orElseThrow()), 0)));
  }

  private static void inContext(FramingWorld world, GroupId group, long epoch) {
    var c = world.context;
    var other =
        new GroupContext(
            c.version(),
            c.cipherSuite(),
            group,
            new Epoch(epoch),
            c.treeHash(),
            c.confirmedTranscriptHash(),
            c.extensions());
    var content =
        world.sign(
            WireFormat.PUBLIC_MESSAGE,
            new Sender.Member(FramingWorld.SPEAKER),
            REMOVE,
            other,
            world.speaker);
    var elsewhere = new PublicFraming(world.crypto, other, world.secrets.membershipKey());
    world.open().open(elsewhere.seal(content), world);
  }

  private static void applicationInPublic(FramingWorld world) {
    var content = world.sign(WireFormat.PUBLIC_MESSAGE, new ApplicationData(Bytes.EMPTY));
    assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> world.open().seal(content));
    world
        .open()
        .open(
            new PublicMessage(content.content(), content.auth(), Optional.of(Bytes.EMPTY)), world);
  }

  private static void blankLeaf(FramingWorld world) {
    for (int leaf : new int[] {0, 2, -1}) {
      var content =
          world.sign(
              WireFormat.PUBLIC_MESSAGE,
              new Sender.Member(new LeafIndex(leaf)),
              REMOVE,
              world.context,
              world.speaker);
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> world.open().open(world.open().seal(content), world))
          .satisfies(e -> assertThat(e.rule()).isEqualTo(FramingRule.SENDER_NOT_MEMBER));
    }
    var data = new ApplicationData(Bytes.EMPTY);
    var hidden =
        world.sign(
            WireFormat.PRIVATE_MESSAGE,
            new Sender.Member(new LeafIndex(0)),
            data,
            world.context,
            world.speaker);
    world.receive(world.seal(hidden));
  }

  private static void privateByOutsider(FramingWorld world) {
    var content =
        world.sign(
            WireFormat.PRIVATE_MESSAGE,
            new Sender.External(0),
            REMOVE,
            world.context,
            world.server);
    world.seal(content);
  }

  private static void external(FramingWorld world, long index) {
    var framed =
        new FramedContent(
            world.context.groupId(),
            world.context.epoch(),
            new Sender.External(index),
            Bytes.EMPTY,
            REMOVE);
    var signature =
        ContentSignature.signOutside(
            world.crypto, world.server.privateKey(), WireFormat.PUBLIC_MESSAGE, framed);
    var message =
        new PublicMessage(framed, FramedContentAuthData.signed(signature), Optional.empty());
    assertThat(world.open().open(message, world).content()).isEqualTo(framed);
  }

  private static void foreignSignature(FramingWorld world) {
    var content =
        world.sign(
            WireFormat.PUBLIC_MESSAGE,
            new Sender.Member(FramingWorld.SPEAKER),
            REMOVE,
            world.context,
            world.server);
    world.open().open(world.open().seal(content), world);
  }

  private static void foreignTag(FramingWorld world) {
    var content = world.sign(WireFormat.PUBLIC_MESSAGE, REMOVE);
    var outsider = new PublicFraming(world.crypto, world.context, world.secrets.confirmationKey());
    world.open().open(outsider.seal(content), world);
  }

  private static void garbage(FramingWorld world) {
    var message = world.seal(world.sign(WireFormat.PRIVATE_MESSAGE, REMOVE));
    world.receive(
        new PrivateMessage(
            message.groupId(),
            message.epoch(),
            message.contentType(),
            message.authenticatedData(),
            message.encryptedSenderData(),
            Bytes.wrap(new byte[80])));
  }

  /// A member seals a proposal and calls it application data.
  private static void garbageInside(FramingWorld world) {
    var content = world.sign(WireFormat.PRIVATE_MESSAGE, new ApplicationData(Bytes.EMPTY));
    var key = world.speakerTree.nextSendingKey(FramingWorld.SPEAKER, RatchetKind.APPLICATION);
    var crafted =
        new CraftedMessage(world, content.content()).seal(key, Bytes.ofUtf8("?no content at all"));
    if (world.receive(crafted) instanceof Opened.Spoiled(_, var why, var rows)) {
      assertThat(rows.isEmpty()).isFalse();
      throw why;
    }
    throw new AssertionError("garbage was released under " + PaddingPolicy.NONE);
  }
}
