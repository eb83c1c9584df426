package dev.coterie.client.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.event.Person;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.MalformedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.gbp.ReturnRequest;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.session.Outgoing;
import dev.coterie.gtp.MessageId;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows come back as they were; cut, or with an octet more, they are refused.
final class RowsTest {
  private static final MessageId ID = new MessageId(Bytes.wrap(new byte[16]));
  private static final Fingerprint ONE = Fingerprint.of(Bytes.of(1));
  private static final Fingerprint TWO = Fingerprint.of(Bytes.of(2));

  private static final LogMark STOPPED = new LogMark(5, ONE.value());

  static Stream<Arguments> rows() {
    var said =
        new Outgoing(
            StreamType.TEXT, new StreamId(new LeafIndex(3), 0), Set.of(), 9, Bytes.of(1, 2));
    var waiting = new OutboxRow(4, ID, said, 0, Optional.empty());
    var welcome = new WelcomeDelivery(Set.of(ONE, TWO), Bytes.of(7), Optional.of(Bytes.of(8)));
    return Stream.of(
        Arguments.of(
            GroupRow.CODEC,
            new GroupRow("club", GroupStatus.LEAVING, new LogMark(5, ONE.value()), 4, 12)),
        Arguments.of(OutboxRow.CODEC, waiting),
        Arguments.of(
            OutboxRow.CODEC,
            waiting.sealed(new OutboxRow.Sealing(Bytes.of(1), new Epoch(2), 3, Bytes.of(4, 5)))),
        Arguments.of(
            PendingRow.CODEC,
            new PendingRow(
                PendingRow.Kind.COMMIT,
                Bytes.of(1),
                new Epoch(2),
                Bytes.of(3),
                new RosterChange(Set.of(ONE, TWO), Set.of()),
                Optional.of(welcome))),
        Arguments.of(
            PendingRow.CODEC,
            new PendingRow(
                PendingRow.Kind.PROPOSAL,
                Bytes.of(1),
                new Epoch(2),
                Bytes.of(3),
                RosterChange.NONE,
                Optional.empty())),
        Arguments.of(Acknowledged.CODEC, new Acknowledged(ID, 17)),
        Arguments.of(CarriedText.CODEC, new CarriedText(ID, Bytes.of(4, 5))),
        Arguments.of(OriginRow.CODEC, OriginRow.of(ONE)),
        Arguments.of(OriginRow.CODEC, OriginRow.of(TWO).refused()),
        Arguments.of(
            StuckRow.CODEC,
            new StuckRow(STOPPED, Optional.of(new Person(ONE, "eve")), StuckRow.Word.NONE)),
        Arguments.of(
            StuckRow.CODEC, new StuckRow(STOPPED, Optional.empty(), StuckRow.Word.UNUSABLE)),
        Arguments.of(
            ReplacementRow.CODEC,
            new ReplacementRow(
                new GroupId(Bytes.of(6)),
                new Person(TWO, "bob"),
                STOPPED,
                Optional.of(new Person(ONE, "eve")),
                List.of(new RosterEntry(new LeafIndex(0), new Person(TWO, "bob"))),
                List.of(
                    new ReplacementRow.Missing(TWO, false), new ReplacementRow.Missing(ONE, true)),
                Instant.ofEpochSecond(1_800_000_000L))),
        Arguments.of(HealingRow.CODEC, healing(Optional.empty(), Optional.empty())),
        Arguments.of(
            HealingRow.CODEC,
            healing(
                Optional.of(
                    new HealingRow.Ask(Bytes.of(1), Bytes.of(2), Bytes.of(3), 9, TWO.value())),
                Optional.of(new HealingRow.Entry(Bytes.of(4), Bytes.of(5), 12, 11)))),
        Arguments.of(ReturnRow.CODEC, request()));
  }

  private static HealingRow healing(
      Optional<HealingRow.Ask> ask, Optional<HealingRow.Entry> entry) {
    return new HealingRow(
        HealingRow.Stage.ASKING,
        ReturnReason.BLOCKED,
        new LogPosition(7, ONE.value()),
        true,
        true,
        3,
        Instant.ofEpochMilli(1_234),
        ask,
        entry);
  }

  private static ReturnRow request() {
    var keys = SuiteCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
    var identity =
        new Identity(
            keys.suite(),
            new Credential.Basic(Bytes.ofUtf8("bob")),
            keys.generateSignatureKeyPair(RandomSource.system()));
    var lifetime = KeyPackages.lifetime(Instant.EPOCH.plusSeconds(9_999), Duration.ofDays(1));
    return new ReturnRow(
        9,
        TWO.value(),
        ONE,
        new ReturnRequest(new GroupId(Bytes.of(1, 2)), ReturnReason.LOST, Optional.empty(), 2),
        KeyPackages.create(identity, lifetime, RandomSource.system()).keyPackage(),
        1,
        2);
  }

  @ParameterizedTest
  @MethodSource("rows")
  <T> void row_comesBack_andItsPartsAreRefused(Codec<T> form, T row) {
    Bytes encoded = form.encode(row);
    assertThat(form.decode(encoded)).isEqualTo(row);
    for (int cut = 0; cut < encoded.size(); cut++) {
      Bytes part = encoded.slice(0, cut);
      assertThatThrownBy(() -> form.decode(part)).isInstanceOf(MalformedException.class);
    }
    assertThatThrownBy(() -> form.decode(Bytes.concat(encoded, Bytes.of(0))))
        .isInstanceOf(MalformedException.class);
  }
}
