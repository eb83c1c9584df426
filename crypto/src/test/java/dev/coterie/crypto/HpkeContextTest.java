package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.replay.SeededRandomSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HpkeContextTest {
  private static final Bytes INFO = Bytes.ofUtf8("info");
  private static final Bytes TEXT = Bytes.ofUtf8("text");

  private final CipherSuite suite = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private final Hpke hpke = Hpke.of(suite.hpke());
  private HpkeContext sender;
  private HpkeContext receiver;

  @BeforeEach
  void setUp() {
    var random = SeededRandomSource.notRandomForReplayOnly(3);
    var pair = hpke.generateKeyPair(random);
    var made = hpke.sender(pair.publicKey(), INFO, new HpkeMode.Base<>(), random);
    sender = made.context();
    receiver = hpke.receiver(pair.privateKey(), made.kemOutput(), INFO, new HpkeMode.Base<>());
  }

  @Test
  void seal_sameTextTwice_differsAndOpensInOrder() {
    var first = sender.seal(Bytes.EMPTY, TEXT);
    var second = sender.seal(Bytes.EMPTY, TEXT);
    assertThat(first).isNotEqualTo(second);
    assertThat(receiver.open(Bytes.EMPTY, first).matches(TEXT)).isTrue();
    assertThat(receiver.open(Bytes.EMPTY, second).matches(TEXT)).isTrue();
  }

  @Test
  void open_forgedMessage_refusedAndSpendsNoNumber() {
    var sealed = sender.seal(Bytes.EMPTY, TEXT);
    for (var forged : new Bytes[] {Bytes.EMPTY, sealed.slice(1), Bytes.concat(sealed, TEXT)}) {
      var refused = assertThrows(RefusedException.class, () -> receiver.open(Bytes.EMPTY, forged));
      assertThat(refused.rule()).isEqualTo(CryptoRule.AEAD_OPEN);
    }
    assertThat(receiver.open(Bytes.EMPTY, sealed).matches(TEXT)).isTrue();
  }

  @Test
  void sequence_atItsEnd_refusesInsteadOfWrapping() {
    sender.skipTo(Long.MAX_VALUE - 1);
    receiver.skipTo(Long.MAX_VALUE - 1);
    var last = sender.seal(Bytes.EMPTY, TEXT);
    assertThat(receiver.open(Bytes.EMPTY, last).matches(TEXT)).isTrue();
    var refused = assertThrows(RefusedException.class, () -> sender.seal(Bytes.EMPTY, TEXT));
    assertThat(refused.rule()).isEqualTo(CryptoRule.HPKE_SEQUENCE);
    assertThrows(RefusedException.class, () -> receiver.open(Bytes.EMPTY, last));
    assertThat(sender.export(INFO, 32).matches(receiver.export(INFO, 32))).isTrue();
  }

  @Test
  void context_usedInTheOtherDirectionOrClosed_isMisuse() {
    assertThatThrownBy(() -> receiver.seal(Bytes.EMPTY, TEXT))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> sender.open(Bytes.EMPTY, TEXT))
        .isInstanceOf(IllegalStateException.class);
    sender.close();
    assertThatThrownBy(() -> sender.seal(Bytes.EMPTY, TEXT))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> sender.export(INFO, 32)).isInstanceOf(IllegalStateException.class);
    assertThat(sender).hasToString("HpkeContext[SENDER]");
  }

  @Test
  void exportOnly_seal_isMisuse() {
    var only = Hpke.of(HpkeSuite.exportOnly(suite.hpke().kem(), suite.hash()));
    var random = SeededRandomSource.notRandomForReplayOnly(4);
    var pair = only.generateKeyPair(random);
    try (var made = only.sender(pair.publicKey(), INFO, new HpkeMode.Base<>(), random)) {
      assertThatThrownBy(() -> made.context().seal(Bytes.EMPTY, TEXT))
          .isInstanceOf(IllegalStateException.class);
      assertThat(made.context().export(INFO, 16).size()).isEqualTo(16);
      assertThatThrownBy(() -> made.context().export(INFO, 255 * 32 + 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void psk_tooShortOrWithoutIdentifier_refused() {
    var id = Bytes.ofUtf8("id");
    var refused = assertThrows(RefusedException.class, () -> new HpkePsk(Secret.zeros(31), id));
    assertThat(refused.rule()).isEqualTo(CryptoRule.HPKE_PSK);
    assertThrows(RefusedException.class, () -> new HpkePsk(Secret.zeros(32), Bytes.EMPTY));
  }

  @Test
  void auth_otherSenderThanClaimed_refused() {
    var random = SeededRandomSource.notRandomForReplayOnly(5);
    var own = hpke.generateKeyPair(random);
    var alice = hpke.generateKeyPair(random);
    var mallory = hpke.generateKeyPair(random);
    try (var made =
            hpke.sender(own.publicKey(), INFO, new HpkeMode.Auth<>(mallory.privateKey()), random);
        var context =
            hpke.receiver(
                own.privateKey(), made.kemOutput(), INFO, new HpkeMode.Auth<>(alice.publicKey()))) {
      var sealed = made.context().seal(Bytes.EMPTY, TEXT);
      assertThrows(RefusedException.class, () -> context.open(Bytes.EMPTY, sealed));
    }
  }
}
