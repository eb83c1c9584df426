package dev.coterie.gbp.session;

import static dev.coterie.gbp.session.World.ALICE;
import static dev.coterie.gbp.session.World.BOB;
import static dev.coterie.gbp.session.World.CAROL;
import static dev.coterie.gbp.session.World.HELLO;
import static dev.coterie.gbp.session.World.header;
import static dev.coterie.gbp.session.World.member;
import static dev.coterie.gbp.session.World.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.Flag;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.message.Epoch;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a receiver does with what MLS opened: each row of `docs/gbp2.md` §7, and §8.
final class GbpSessionTest {
  private final World world = new World();

  /// The refusal names its rule, and nothing is remembered.
  private void refused(GbpRule rule, MemberKey sender, Bytes authenticatedData, Bytes payload) {
    var before = world.snapshot();
    assertThat(world.receive(sender, authenticatedData, payload))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
    assertThat(world.snapshot()).isEqualTo(before);
  }

  private void refused(GbpRule rule, MemberKey sender, GbpHeader header) {
    refused(rule, sender, GbpHeader.FORM.encode(header), HELLO);
  }

  private Verdict.Delivered delivered(MemberKey sender, long sequence) {
    return (Verdict.Delivered) world.receive(sender, sequence);
  }

  @Test
  void message_isDeliveredOnce() {
    var verdict = delivered(BOB, 1);
    assertThat(verdict.payload()).isEqualTo(HELLO);
    assertThat(verdict.sender()).isEqualTo(BOB);
    assertThat(verdict.log()).isEqualTo(LogCheck.AGREES);
    assertThat(verdict.skipped()).isZero();
    refused(GbpRule.DUPLICATE, BOB, header(BOB, 1, position(49)));
  }

  @Test
  void duplicate_isStillOneAfterARestart() {
    delivered(BOB, 1);
    world.restart();
    refused(GbpRule.DUPLICATE, BOB, header(BOB, 1, position(49)));
    assertThat(delivered(BOB, 2).skipped()).isZero();
  }

  @Test
  void lateMessage_isDelivered_andTooLateOneIsNot() {
    assertThat(delivered(BOB, 1).skipped()).isZero();
    assertThat(delivered(BOB, 1030).skipped()).isEqualTo(1028);
    assertThat(delivered(BOB, 7).skipped()).isZero();
    refused(GbpRule.TOO_OLD, BOB, header(BOB, 6, position(49)));
  }

  @Test
  void streams_countApart() {
    delivered(BOB, 1);
    delivered(CAROL, 1);
    var other =
        new GbpHeader(StreamType.TEXT, new StreamId(BOB.leaf(), 9), Set.of(), 1, 0, position(49));
    assertThat(world.receive(BOB, other)).isInstanceOf(Verdict.Delivered.class);
    var control =
        new GbpHeader(
            StreamType.CONTROL, new StreamId(BOB.leaf(), 0), Set.of(), 1, 0, position(49));
    assertThat(world.receive(BOB, control)).isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void garbage_isMalformed() {
    refused(GbpRule.HEADER_MALFORMED, BOB, Bytes.EMPTY, HELLO);
    refused(GbpRule.HEADER_MALFORMED, BOB, HELLO, HELLO);
    refused(GbpRule.HEADER_MALFORMED, BOB, Bytes.wrap(new byte[257]), HELLO);
  }

  @Test
  void speakingOnAnothersStream_isRefused() {
    refused(GbpRule.NOT_THE_SENDER, BOB, header(CAROL, 1, position(49)));
    delivered(CAROL, 1);
  }

  @Test
  void recordAfterItsSendersRemoval_isRefused() {
    delivered(BOB, 1);
    world.remove(BOB);
    refused(GbpRule.REMOVED_MEMBER, BOB, header(BOB, 2, position(49)));
  }

  @Test
  void newHolderOfALeaf_inheritsNothing() {
    delivered(BOB, 1);
    var dave = member(1, 6);
    world.admit(dave);
    world.store(world.session.vacated(new Epoch(6), List.of(BOB.leaf())));
    refused(GbpRule.REMOVED_MEMBER, BOB, header(BOB, 2, position(49)));
    assertThat(delivered(dave, 1).skipped()).isZero();
    world.restart();
    assertThat(delivered(dave, 2).sender()).isEqualTo(dave);
  }

  @Test
  void vacatedLeaf_leavesNoRow() {
    var before = world.snapshot();
    delivered(BOB, 1);
    delivered(CAROL, 1);
    world.store(world.session.vacated(new Epoch(6), List.of(BOB.leaf(), CAROL.leaf())));
    assertThat(world.snapshot()).isEqualTo(before);
  }

  @Test
  void vacating_sparesWhoeverCameWithTheCommit() {
    var dave = member(1, 6);
    world.admit(dave);
    delivered(dave, 1);
    var before = world.snapshot();
    assertThat(world.session.vacated(new Epoch(6), List.of(dave.leaf())).isEmpty()).isTrue();
    assertThat(world.snapshot()).isEqualTo(before);
    refused(GbpRule.DUPLICATE, dave, header(dave, 1, position(49)));
  }

  @Test
  void audioInsideAMessage_isRefused() {
    var audio =
        new GbpHeader(StreamType.AUDIO, new StreamId(BOB.leaf(), 0), Set.of(), 1, 0, position(49));
    refused(GbpRule.AUDIO_IN_MESSAGE, BOB, audio);
  }

  @Test
  void otherCodecs_areRefused() {
    var protobuf =
        new GbpHeader(StreamType.TEXT, new StreamId(BOB.leaf(), 0), Set.of(), 1, 1, position(49));
    refused(GbpRule.CODEC_UNKNOWN, BOB, protobuf);
  }

  @ParameterizedTest
  @CsvSource({"CONTROL,65536", "TEXT,1114112", "SIGNAL,65536"})
  void payloadAboveItsLimit_isRefused(StreamType type, int limit) {
    var header = new GbpHeader(type, new StreamId(BOB.leaf(), 0), Set.of(), 1, 0, position(49));
    var octets = GbpHeader.FORM.encode(header);
    refused(GbpRule.PAYLOAD_TOO_LARGE, BOB, octets, Bytes.wrap(new byte[limit + 1]));
    assertThat(world.receive(BOB, octets, Bytes.wrap(new byte[limit])))
        .isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void gap_isReportedButNotToWhoCameLater() {
    assertThat(delivered(BOB, 4).skipped()).isEqualTo(3);
    assertThat(delivered(BOB, 6).skipped()).isEqualTo(1);
    assertThat(delivered(BOB, 5).skipped()).isZero();
    var late = GbpSession.begin(member(0, 3)).session();
    var arrival =
        new Arrival(
            BOB,
            new Epoch(5),
            GbpHeader.FORM.encode(header(BOB, 900, position(49))),
            HELLO,
            position(50));
    assertThat(((Verdict.Delivered) late.accept(arrival, world)).skipped()).isZero();
  }

  @Test
  void positionThatNobodyKeeps_isNotCheckable() {
    world.forgetRecordsBelow(20);
    var verdict = (Verdict.Delivered) world.receive(BOB, header(BOB, 1, position(19)));
    assertThat(verdict.log()).isEqualTo(LogCheck.NOT_CHECKABLE);
    var nothing = (Verdict.Delivered) world.receive(BOB, header(BOB, 2, position(0)));
    assertThat(nothing.log()).isEqualTo(LogCheck.AGREES);
  }

  @Test
  void ownMessage_isMisuse() {
    assertThatThrownBy(() -> world.receive(ALICE, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void composed_goesOutAndArrives() {
    var composed = world.session.compose(StreamType.TEXT, 0, EnumSet.of(Flag.CRITICAL), HELLO);
    world.store(composed.delta());
    var message = composed.message();
    assertThat(message.sequence()).isEqualTo(1);
    assertThat(Outgoing.FORM.decode(Outgoing.FORM.encode(message))).isEqualTo(message);
    var header = GbpHeader.FORM.decode(world.session.authenticatedData(message, position(49)));
    assertThat(header)
        .isEqualTo(
            new GbpHeader(
                StreamType.TEXT,
                new StreamId(ALICE.leaf(), 0),
                Set.of(Flag.CRITICAL),
                1,
                0,
                position(49)));
    var bob = GbpSession.begin(BOB).session();
    var arrival =
        new Arrival(
            ALICE, new Epoch(5), GbpHeader.FORM.encode(header), message.payload(), position(50));
    assertThat(bob.accept(arrival, world)).isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void numbers_goOnAfterARestart_andApartPerStream() {
    for (int i = 1; i <= 3; i++) {
      var composed = world.session.compose(StreamType.TEXT, 0, Set.of(), HELLO);
      world.store(composed.delta());
      assertThat(composed.message().sequence()).isEqualTo(i);
      world.restart();
    }
    assertThat(world.session.compose(StreamType.TEXT, 1, Set.of(), HELLO).message().sequence())
        .isEqualTo(1);
    assertThat(world.session.compose(StreamType.SIGNAL, 0, Set.of(), HELLO).message().sequence())
        .isEqualTo(1);
  }

  @Test
  void resealing_changesOnlyThePosition() {
    var message = world.session.compose(StreamType.TEXT, 0, Set.of(), HELLO).message();
    var first = GbpHeader.FORM.decode(world.session.authenticatedData(message, position(3)));
    var second = GbpHeader.FORM.decode(world.session.authenticatedData(message, position(9)));
    assertThat(second.position()).isEqualTo(position(9));
    assertThat(second.sequence()).isEqualTo(first.sequence());
    assertThat(second.stream()).isEqualTo(first.stream());
  }

  @Test
  void foreignOrUncomposedMessages_areMisuse() {
    var stream = new StreamId(BOB.leaf(), 0);
    world.session.compose(StreamType.TEXT, 0, Set.of(), HELLO);
    var foreign = new Outgoing(StreamType.TEXT, stream, Set.of(), 1, HELLO);
    var ahead = new Outgoing(StreamType.TEXT, new StreamId(ALICE.leaf(), 0), Set.of(), 2, HELLO);
    for (var message : List.of(foreign, ahead)) {
      assertThatThrownBy(() -> world.session.authenticatedData(message, position(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> world.session.compose(StreamType.AUDIO, 0, Set.of(), HELLO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> world.session.compose(StreamType.TEXT, 256, Set.of(), HELLO))
        .isInstanceOf(IllegalArgumentException.class);
    var large = Bytes.wrap(new byte[65_537]);
    assertThatThrownBy(() -> world.session.compose(StreamType.SIGNAL, 0, Set.of(), large))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(world.session.compose(StreamType.SIGNAL, 0, Set.of(), HELLO).message().sequence())
        .isEqualTo(1);
  }
}
