package dev.coterie.hubapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import org.junit.jupiter.api.Test;

/// The chain's definition, against values computed by another program, and every way to break it.
final class HashChainTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("a group"));
  private static final Fingerprint ALICE = Fingerprint.of(Bytes.ofUtf8("alice"));
  private static final LogRecord FIRST =
      LogRecord.after(
          LogMark.genesis(GROUP),
          GROUP,
          LogRecord.Kind.APPLICATION,
          ALICE,
          Bytes.fromHex("000102030405060708090a0b0c0d0e0f"),
          Bytes.ofUtf8("hello"));

  @Test
  void definition_hasKnownAnswers() {
    assertThat(HashChain.genesis(GROUP).toHex())
        .isEqualTo("d38d6ed12ec31871bd73f9beed90248dd6ff78047c74621e43f5e09d69c9b524");
    assertThat(FIRST.hash().toHex())
        .isEqualTo("60d05bab81a15b4216704b095992cf60a394316b2a8d6ae2189908bf97edf5a6");
    var second =
        LogRecord.after(
            FIRST.mark(),
            GROUP,
            LogRecord.Kind.HANDSHAKE,
            ALICE,
            Bytes.fromHex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"),
            Bytes.EMPTY);
    assertThat(second.hash().toHex())
        .isEqualTo("a51eae81d6791719c146344e95105ae635eadf9e47521826709e929dc25cdf19");
    assertThat(HashChain.follows(FIRST.mark(), second)).isTrue();
    assertThat(HashChain.follows(LogMark.genesis(GROUP), second)).isFalse();
  }

  @Test
  void anyFieldThatChanges_breaksTheRecord() {
    assertThat(HashChain.isIntact(FIRST)).isTrue();
    var other = new HubGroupId(Bytes.ofUtf8("b group"));
    var bob = Fingerprint.of(Bytes.ofUtf8("bob"));
    var id = Bytes.wrap(new byte[16]);
    var payload = Bytes.ofUtf8("hallo");
    var kind = LogRecord.Kind.HANDSHAKE;
    assertThat(intact(other, 1, FIRST.kind(), ALICE, FIRST.messageId(), FIRST.payload())).isFalse();
    assertThat(intact(GROUP, 2, FIRST.kind(), ALICE, FIRST.messageId(), FIRST.payload())).isFalse();
    assertThat(intact(GROUP, 1, kind, ALICE, FIRST.messageId(), FIRST.payload())).isFalse();
    assertThat(intact(GROUP, 1, FIRST.kind(), bob, FIRST.messageId(), FIRST.payload())).isFalse();
    assertThat(intact(GROUP, 1, FIRST.kind(), ALICE, id, FIRST.payload())).isFalse();
    assertThat(intact(GROUP, 1, FIRST.kind(), ALICE, FIRST.messageId(), payload)).isFalse();
  }

  @Test
  void valuesOutOfRange_areRefused() {
    var hash = Bytes.wrap(new byte[32]);
    assertThatThrownBy(() -> new Fingerprint(Bytes.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HubGroupId(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HubGroupId(Bytes.wrap(new byte[65])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogMark(-1, hash)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogMark(0, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LogHead(1, hash, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ApplicationAppend(GROUP, Bytes.wrap(new byte[15]), hash))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ApplicationAppend(GROUP, Bytes.wrap(new byte[33]), hash))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HandshakeAppend.of(GROUP, hash, -1, hash))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogRecord.Kind.of(3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fingerprint_readsWhatPeopleWrite() {
    var digits = ALICE.toHex();
    assertThat(Fingerprint.parse(digits)).isEqualTo(ALICE);
    assertThat(Fingerprint.parse(digits.toUpperCase(java.util.Locale.ROOT))).isEqualTo(ALICE);
    assertThat(Fingerprint.parse(digits.replaceAll("(..)(?=.)", "$1:"))).isEqualTo(ALICE);
    assertThatThrownBy(() -> Fingerprint.parse(digits.substring(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean intact(
      HubGroupId group,
      long sequence,
      LogRecord.Kind kind,
      Fingerprint sender,
      Bytes messageId,
      Bytes payload) {
    return HashChain.isIntact(
        new LogRecord(
            group, sequence, kind, sender, messageId, payload, FIRST.previousHash(), FIRST.hash()));
  }
}
