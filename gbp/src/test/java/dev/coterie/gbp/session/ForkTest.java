package dev.coterie.gbp.session;

import static dev.coterie.gbp.session.World.BOB;
import static dev.coterie.gbp.session.World.CAROL;
import static dev.coterie.gbp.session.World.HELLO;
import static dev.coterie.gbp.session.World.header;
import static dev.coterie.gbp.session.World.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.HandshakeMark;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.message.Epoch;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two logs that differ, or a member that says so: `docs/gbp2.md` §5 and §9.
final class ForkTest {
  private static final LogPosition ELSEWHERE = new LogPosition(49, Bytes.wrap(new byte[32]));
  private final World world = new World();

  private Verdict.Forked forked(LogPosition claimed) {
    return (Verdict.Forked) world.receive(BOB, header(BOB, 1, claimed));
  }

  @Test
  void otherHead_isEvidence_andMovesNoWindow() {
    var verdict = forked(ELSEWHERE);
    assertThat(verdict.rule()).isEqualTo(GbpRule.LOG_CONTRADICTION);
    assertThat(verdict.evidence())
        .isEqualTo(
            new ForkEvidence(
                BOB, new Epoch(5), ELSEWHERE, Optional.of(World.head(49)), position(50)));
    assertThat(verdict.evidence().report().own()).contains(World.head(49));
    assertThat(world.receive(BOB, 1)).isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void claimToHaveProcessedThisRecordOrLater_isEvidence() {
    for (long sequence : new long[] {50, 51, Long.MAX_VALUE}) {
      assertThat(forked(position(sequence)).evidence().own()).isEmpty();
    }
  }

  @Test
  void evidence_outlivesARestartAndTheMember_andStopsSending() {
    forked(ELSEWHERE);
    world.store(world.session.vacated(new Epoch(6), java.util.List.of(BOB.leaf())));
    world.restart();
    assertThat(world.session.evidence()).singleElement().matches(e -> e.sender().equals(BOB));
    for (var type : new StreamType[] {StreamType.TEXT, StreamType.SIGNAL}) {
      assertThatThrownBy(() -> world.session.compose(type, 0, Set.of(), HELLO))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.rule()).isEqualTo(GbpRule.FORK_SEEN));
    }
    assertThat(world.session.compose(StreamType.CONTROL, 0, Set.of(), HELLO).message().sequence())
        .isEqualTo(1);
    world.store(world.session.settle(BOB));
    world.restart();
    assertThat(world.session.evidence()).isEmpty();
    assertThat(world.session.compose(StreamType.TEXT, 0, Set.of(), HELLO).message().sequence())
        .isEqualTo(1);
  }

  @Test
  void composedBeforeTheEvidence_isNotSealedAfterIt() {
    var message = world.session.compose(StreamType.TEXT, 0, Set.of(), HELLO).message();
    forked(ELSEWHERE);
    assertThatThrownBy(() -> world.session.authenticatedData(message, position(50)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void firstEvidencePerMember_isKept() {
    var first = forked(ELSEWHERE);
    assertThat(first.delta().isEmpty()).isFalse();
    assertThat(forked(position(77)).delta().isEmpty()).isTrue();
    assertThat(world.session.evidence()).containsExactly(first.evidence());
    world.receive(CAROL, header(CAROL, 1, ELSEWHERE));
    assertThat(world.session.evidence()).hasSize(2);
  }

  @Test
  void evidence_isBounded() {
    for (int leaf = 3; leaf < 100; leaf++) {
      var member = World.member(leaf, 4);
      world.admit(member);
      world.receive(member, header(member, 1, ELSEWHERE));
    }
    assertThat(world.session.evidence()).hasSize(SessionState.MAX_EVIDENCE);
    world.restart();
    assertThat(world.session.evidence()).hasSize(SessionState.MAX_EVIDENCE);
  }

  @Test
  void settlingNothing_changesNothing() {
    assertThat(world.session.settle(BOB).isEmpty()).isTrue();
  }

  @Test
  void markOfAHandshake_isLookedAtAlike() {
    assertThat(look(new HandshakeMark(position(49)))).isEmpty();
    var marked = look(new HandshakeMark(ELSEWHERE)).orElseThrow();
    assertThat(marked.evidence().claimed()).isEqualTo(ELSEWHERE);
    assertThat(marked.delta().isEmpty()).isFalse();
    assertThat(world.session.evidence()).containsExactly(marked.evidence());
  }

  @Test
  void handshakeWithoutAMark_saysNothing() {
    for (var data : new Bytes[] {Bytes.EMPTY, HELLO}) {
      assertThat(world.session.look(BOB, new Epoch(5), data, position(50), world)).isEmpty();
    }
    assertThat(world.session.evidence()).isEmpty();
  }

  private Optional<Marked> look(HandshakeMark mark) {
    var data = HandshakeMark.FORM.encode(mark);
    return world.session.look(BOB, new Epoch(5), data, position(50), world);
  }
}
