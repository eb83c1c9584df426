package dev.coterie.client.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.event.Person;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Change;
import dev.coterie.client.port.Table;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.gtp.GtpMessage;
import dev.coterie.gtp.MessageId;
import dev.coterie.gtp.TextMessage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.LogMark;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A group that takes another one's place, step by step.
final class ReplaceDeskTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final GroupId OTHER = new GroupId(Bytes.of(1, 2, 3));
  private static final RandomSource RANDOM = RandomSource.system();

  private final Identity identity =
      new Identity(
              CipherSuite.X25519_AES128GCM_SHA256_ED25519,
              new Credential.Basic(Bytes.ofUtf8("alice")),
              SuiteCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519)
                  .generateSignatureKeyPair(RANDOM))
          .supporting(GbpExtension.TYPE, Profile.NAME_TYPE);
  private final Person self =
      new Person(Fingerprint.of(identity.keys().publicKey().value()), "alice");
  private final GroupFiles files =
      new GroupFiles(identity, new MemoryClientStore(), RANDOM, GroupLimits.RECOMMENDED);
  private final GroupEngine engine = files.found("club", GroupSettings.recommended(), NOW).engine();

  private static CarriedText text(MessageId id) {
    return new CarriedText(id, GtpMessage.FORM.encode(TextMessage.of(id, NOW, "text")));
  }

  private static Optional<String> refusal(Step step, long ticket) {
    return step.effects().stream()
        .filter(Effect.Settle.class::isInstance)
        .map(Effect.Settle.class::cast)
        .filter(settle -> settle.ticket() == ticket)
        .flatMap(settle -> settle.failure().stream())
        .map(failure -> ((RefusedException) failure).rule().name())
        .findFirst();
  }

  private Step superseded(long ticket) {
    return engine.handle(NOW, new Input.Superseded(OTHER, self, new Batch(), ticket));
  }

  @Test
  void groupWithSomethingUnderWay_isNotLeft() {
    MessageId id = MessageId.random(RANDOM);
    engine.handle(NOW, new Input.Say(id, text(id).payload(), 1));
    Step step = superseded(2);
    assertThat(refusal(step, 2)).contains(ClientRule.STILL_SENDING.name());
    assertThat(step.batch().isEmpty()).isTrue();
    assertThat(engine.row().status()).isEqualTo(GroupStatus.FOUNDING);
  }

  @Test
  void groupThatIsLeft_saysNothingMore_andIsLeftOnce() {
    Step step = superseded(2);
    assertThat(refusal(step, 2)).isEmpty();
    assertThat(step.effects())
        .contains(new Effect.Tell(new ClientEvent.GroupReplaced(engine.id(), OTHER, self)));
    MessageId id = MessageId.random(RANDOM);
    Step said = engine.handle(NOW, new Input.Say(id, text(id).payload(), 3));
    assertThat(refusal(said, 3)).contains(ClientRule.GROUP_REPLACED.name());
    assertThat(refusal(superseded(4), 4)).contains(ClientRule.GROUP_REPLACED.name());
  }

  @Test
  void carriedText_isTakenOnce_andItsRowGoesInTheSameStep() {
    MessageId id = MessageId.random(RANDOM);
    var texts = new LinkedHashMap<Bytes, CarriedText>();
    texts.put(GroupKeys.of(engine.id(), 7), text(id));
    Step step = engine.handle(NOW, new Input.Adopt(texts, 1));
    assertThat(step.batch().changes())
        .contains(new Change.Delete(Table.CARRIED, GroupKeys.of(engine.id(), 7)))
        .filteredOn(change -> change.table() == Table.OUTBOX)
        .hasSize(1);
    Step again = engine.handle(NOW, new Input.Adopt(texts, 2));
    assertThat(again.batch().changes())
        .filteredOn(change -> change.table() == Table.OUTBOX)
        .isEmpty();
    assertThat(engine.row().nextOrder()).isEqualTo(2);
  }

  @Test
  void groupThatDoesNotStandStill_isNotReplaced() {
    var mark = new LogMark(5, self.fingerprint().value());
    Step step =
        engine.handle(NOW, new Input.Replaced(mark, OTHER, self, new Batch(), List.of(), 1));
    assertThat(refusal(step, 1)).contains(ClientRule.NOT_STUCK.name());
    assertThat(step.batch().isEmpty()).isTrue();
  }

  @Test
  void successorsId_namesGroupRecordAndFounder_andNothingElseFits() {
    var mark = new LogMark(5, self.fingerprint().value());
    GroupId id = SuccessorId.fresh(OTHER, mark, self.fingerprint(), RANDOM);
    assertThat(SuccessorId.is(id, OTHER, mark, self.fingerprint())).isTrue();
    assertThat(SuccessorId.is(id, engine.id(), mark, self.fingerprint())).isFalse();
    assertThat(SuccessorId.is(id, OTHER, new LogMark(6, mark.hash()), self.fingerprint()))
        .isFalse();
    assertThat(SuccessorId.is(id, OTHER, mark, Fingerprint.of(Bytes.of(1)))).isFalse();
    byte[] bent = id.value().toArray();
    bent[31] ^= 1;
    assertThat(SuccessorId.is(new GroupId(Bytes.wrap(bent)), OTHER, mark, self.fingerprint()))
        .isFalse();
    assertThat(SuccessorId.is(OTHER, OTHER, mark, self.fingerprint())).isFalse();
  }
}
