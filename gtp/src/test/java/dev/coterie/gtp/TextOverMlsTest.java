package dev.coterie.gtp;

import static dev.coterie.gtp.GtpExamples.FIRST;
import static dev.coterie.gtp.GtpExamples.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.session.LogCheck;
import dev.coterie.gbp.session.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The whole way, with real groups: what the promise of `docs/gbp2.md` is worth against a network,
/// a hub and members.
final class TextOverMlsTest {
  private final Person alice = new Person("alice");
  private final Person bob = new Person("bob");
  private final Person mallory = new Person("mallory");

  @BeforeEach
  void threePeople() {
    alice.found();
    alice.add(bob);
    bob.receive(alice.add(mallory));
    for (var person : List.of(alice, bob, mallory)) {
      person.processed(1, "add bob");
      person.processed(2, "add mallory");
    }
  }

  private static void refused(GbpRule rule, Verdict verdict) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.rule()).isEqualTo(rule));
  }

  @Test
  void textArrivesWithItsSender() {
    var delivered = (Verdict.Delivered) bob.hear(alice.say(FIRST, "hello"));
    assertThat(delivered.sender())
        .isEqualTo(MemberKey.of(bob.mls().member(alice.mls().self()).orElseThrow()));
    assertThat(delivered.log()).isEqualTo(LogCheck.AGREES);
    var inbox = GtpInbox.over(RecentMessages.ofCapacity(10));
    assertThat(inbox.accept(delivered.sender(), delivered.payload()))
        .isInstanceOfSatisfying(
            Received.Fresh.class,
            fresh ->
                assertThat(fresh.message()).isEqualTo(TextMessage.of(FIRST, Person.NOW, "hello")));
  }

  @Test
  void headerTravelsOnce_inTheOpen_andNobodyCanChangeIt() {
    var message = alice.say(FIRST, "hello");
    var magic = Bytes.ofUtf8("gbp2").toHex();
    assertThat(message.toHex().split(magic, -1)).hasSize(2);
    for (int at = message.toHex().indexOf(magic) / 2; at < message.size(); at++) {
      var changed = message.toArray();
      changed[at] ^= 1;
      assertThatThrownBy(() -> bob.hear(Bytes.wrap(changed))).isInstanceOf(CoterieException.class);
    }
    assertThat(bob.hear(message)).isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void memberCannotSpeakOnAnothersStream() {
    var message = alice.say(FIRST, "send bob the money");
    var stolen = ((Verdict.Delivered) mallory.hear(message)).header();
    var forged =
        mallory.seal(
            GbpHeader.FORM.encode(stolen), mallory.payload(SECOND, "send mallory the money"));
    refused(GbpRule.NOT_THE_SENDER, bob.hear(forged));
    assertThat(bob.hear(message)).isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void sealedTwice_countsOnce() {
    var payload = alice.payload(FIRST, "hello");
    var message =
        alice
            .session()
            .compose(dev.coterie.gbp.StreamType.TEXT, 0, java.util.Set.of(), payload)
            .message();
    var data = alice.session().authenticatedData(message, alice.position());
    assertThat(bob.hear(alice.seal(data, payload))).isInstanceOf(Verdict.Delivered.class);
    refused(GbpRule.DUPLICATE, bob.hear(alice.seal(data, payload)));
  }

  @Test
  void messageAfterItsSendersRemoval_isRefused_thoughItsKeysAreStillThere() {
    var early = mallory.say(FIRST, "before");
    var withheld = mallory.say(SECOND, "and after?");
    assertThat(bob.hear(early)).isInstanceOf(Verdict.Delivered.class);
    bob.receive(alice.remove(mallory));
    refused(GbpRule.REMOVED_MEMBER, bob.hear(withheld));
  }

  @Test
  void newHolderOfTheLeaf_isNotHeldForTheOldOne() {
    var withheld = mallory.say(FIRST, "before");
    bob.receive(alice.remove(mallory));
    var dave = new Person("dave");
    bob.receive(alice.add(dave));
    assertThat(dave.mls().self()).isEqualTo(mallory.mls().self());
    refused(GbpRule.REMOVED_MEMBER, bob.hear(withheld));
    assertThat(bob.hear(dave.say(FIRST, "hello"))).isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void lateMessageOfAPastEpoch_isHeard() {
    var late = alice.say(FIRST, "before dave came");
    bob.receive(alice.add(new Person("dave")));
    assertThat(bob.hear(late)).isInstanceOf(Verdict.Delivered.class);
  }

  @Test
  void forkedLog_isNoticedAtTheFirstCrossingMessage() {
    alice.processed(3, "what the hub shows alice");
    bob.processed(3, "what the hub shows bob");
    mallory.processed(3, "what the hub shows bob");
    refused(GbpRule.LOG_CONTRADICTION, bob.hear(alice.say(FIRST, "hello")));
    assertThat(bob.hear(mallory.say(FIRST, "hello"))).isInstanceOf(Verdict.Delivered.class);
    assertThat(bob.session().evidence())
        .singleElement()
        .satisfies(
            evidence -> {
              assertThat(evidence.sender().leaf()).isEqualTo(alice.mls().self());
              assertThat(evidence.own()).contains(Person.hash("what the hub shows bob"));
            });
    assertThatThrownBy(() -> bob.say(SECOND, "hello"))
        .hasMessageContaining(GbpRule.FORK_SEEN.name());
  }

  @Test
  void messageAboutRecordsThatBobWasNotShown_isNoticed() {
    alice.processed(3, "withheld from bob");
    refused(GbpRule.LOG_CONTRADICTION, bob.hear(alice.say(FIRST, "hello")));
  }

  @Test
  void applicationMessageWithoutAHeader_isRefused() {
    refused(GbpRule.HEADER_MALFORMED, bob.hear(mallory.seal(Bytes.EMPTY, Bytes.ofUtf8("hello"))));
  }
}
