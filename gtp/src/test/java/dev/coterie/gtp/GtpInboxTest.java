package dev.coterie.gtp;

import static dev.coterie.gtp.GtpExamples.FIRST;
import static dev.coterie.gtp.GtpExamples.SECOND;
import static dev.coterie.gtp.GtpExamples.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import org.junit.jupiter.api.Test;

/// Each message once per sender, whatever the stream's numbers say.
final class GtpInboxTest {
  private static final MemberKey BOB = new MemberKey(new LeafIndex(1), new Epoch(1));
  private static final MemberKey DAVE = new MemberKey(new LeafIndex(1), new Epoch(6));

  private final RecentMessages seen = RecentMessages.ofCapacity(3);
  private final GtpInbox inbox = GtpInbox.over(seen);

  private Received receive(MemberKey sender, MessageId id, String text) {
    var payload = GtpMessage.FORM.encode(TextMessage.of(id, TIME, text));
    var received = inbox.accept(sender, payload);
    if (received instanceof Received.Fresh(var message, var digest)) {
      seen.remember(sender, message.id(), digest);
    }
    return received;
  }

  @Test
  void message_isFreshOnce() {
    assertThat(receive(BOB, FIRST, "hi")).isInstanceOf(Received.Fresh.class);
    assertThat(receive(BOB, FIRST, "hi")).isEqualTo(new Received.Repeated(FIRST));
    assertThat(receive(BOB, SECOND, "hi")).isInstanceOf(Received.Fresh.class);
  }

  @Test
  void sameId_ofAnotherSender_isAnotherMessage() {
    receive(BOB, FIRST, "hi");
    assertThat(receive(DAVE, FIRST, "hi")).isInstanceOf(Received.Fresh.class);
  }

  @Test
  void sameId_withAnotherContent_isRefused_andTheFirstStays() {
    receive(BOB, FIRST, "yes");
    assertThat(receive(BOB, FIRST, "no"))
        .isInstanceOfSatisfying(
            Received.Refused.class,
            refused -> {
              assertThat(refused.rule()).isEqualTo(GtpRule.ID_REUSED);
              assertThat(refused.detail()).doesNotContain("no\"");
            });
    assertThat(receive(BOB, FIRST, "yes")).isEqualTo(new Received.Repeated(FIRST));
  }

  @Test
  void garbage_isRefused() {
    assertThat(inbox.accept(BOB, Bytes.EMPTY))
        .isInstanceOfSatisfying(
            Received.Refused.class,
            refused -> assertThat(refused.rule()).isEqualTo(GtpRule.MALFORMED));
    assertThat(inbox.accept(BOB, Bytes.of(0xa1, 0, 9)))
        .isInstanceOfSatisfying(
            Received.Refused.class,
            refused -> assertThat(refused.rule()).isEqualTo(GtpRule.UNSUPPORTED_KIND));
  }

  @Test
  void memory_isBoundedAndForgetsMembers() {
    for (int i = 0; i < 4; i++) {
      receive(BOB, new MessageId(GtpExamples.run(i, 16)), "hi");
    }
    assertThat(seen.digestOf(BOB, new MessageId(GtpExamples.run(0, 16)))).isEmpty();
    assertThat(seen.digestOf(BOB, new MessageId(GtpExamples.run(1, 16)))).isPresent();
    seen.forget(BOB);
    assertThat(seen.digestOf(BOB, new MessageId(GtpExamples.run(3, 16)))).isEmpty();
    assertThatThrownBy(() -> RecentMessages.ofCapacity(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
