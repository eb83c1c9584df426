package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.crypto.spi.AeadAlgorithm;
import java.util.stream.Stream;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bouncy Castle's own HPKE opens what ours seals, and the other way round: seven suites, four
/// modes.
final class HpkeOracleTest {
  private static final Bytes INFO = Bytes.ofUtf8("info");
  private static final Bytes AAD = Bytes.ofUtf8("aad");
  private static final Bytes TEXT = Bytes.ofUtf8("the text to be sealed");
  private static final Bytes PSK = Bytes.ofUtf8("a pre-shared key of 32 octets...");
  private static final Bytes PSK_ID = Bytes.ofUtf8("its identifier");

  static Stream<Arguments> suitesAndModes() {
    return Stream.of(CipherSuite.values())
        .flatMap(suite -> Stream.of(0, 1, 2, 3).map(mode -> Arguments.of(suite, mode)));
  }

  @ParameterizedTest
  @MethodSource("suitesAndModes")
  void sealed_eitherWay_opens(CipherSuite suite, int mode) throws InvalidCipherTextException {
    var random = SeededRandomSource.notRandomForReplayOnly(suite.code());
    var ours = Hpke.of(suite.hpke());
    var theirs = oracle(suite, mode);
    var receiver = ours.generateKeyPair(random);
    var sender = ours.generateKeyPair(random);
    byte @Nullable [] psk = mode % 2 == 1 ? PSK.toArray() : null;
    byte @Nullable [] id = mode % 2 == 1 ? PSK_ID.toArray() : null;
    var theirReceiver = pair(theirs, receiver);
    @Nullable AsymmetricCipherKeyPair theirSender = mode >= 2 ? pair(theirs, sender) : null;
    @Nullable AsymmetricKeyParameter theirSenderKey =
        theirSender == null ? null : theirSender.getPublic();

    try (var context =
        ours.sender(receiver.publicKey(), INFO, mode(mode, sender.privateKey()), random)) {
      var sealed = context.context().seal(AAD, TEXT);
      var opened =
          theirs.open(
              context.kemOutput().toArray(),
              theirReceiver,
              INFO.toArray(),
              AAD.toArray(),
              sealed.toArray(),
              psk,
              id,
              theirSenderKey);
      assertThat(opened).isEqualTo(TEXT.toArray());
    }

    var made =
        theirs.seal(
            theirReceiver.getPublic(),
            INFO.toArray(),
            AAD.toArray(),
            TEXT.toArray(),
            psk,
            id,
            theirSender);
    try (var context =
        ours.receiver(
            receiver.privateKey(), Bytes.copyOf(made[1]), INFO, mode(mode, sender.publicKey()))) {
      assertThat(context.open(AAD, Bytes.copyOf(made[0])).matches(TEXT)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("suitesAndModes")
  void exported_baseMode_agrees(CipherSuite suite, int round) {
    var random = SeededRandomSource.notRandomForReplayOnly(100L * round + suite.code());
    var crypto = SuiteCrypto.of(suite);
    var receiver = crypto.generateKeyPair(random);
    var theirs = oracle(suite, 0);
    var context = Bytes.ofUtf8("exporter context " + round);
    var exported = crypto.sendExport(receiver.publicKey(), INFO, context, 77, random);
    var same = crypto.receiveExport(receiver.privateKey(), exported.kemOutput(), INFO, context, 77);
    assertThat(exported.secret().matches(same)).isTrue();
    var theirSecret =
        theirs.receiveExport(
            exported.kemOutput().toArray(),
            pair(theirs, receiver),
            INFO.toArray(),
            context.toArray(),
            77,
            null,
            null,
            null);
    assertThat(exported.secret().matches(Bytes.copyOf(theirSecret))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("suitesAndModes")
  void derivedKeyPair_ofAnySeed_agrees(CipherSuite suite, int round) {
    var random = SeededRandomSource.notRandomForReplayOnly(200L * round + suite.code());
    for (int i = 0; i < 8; i++) {
      var seed = random.bytes(suite.kemPrivateSize() + 8 * round);
      var ours = Hpke.of(suite.hpke()).deriveKeyPair(Secret.copyOf(seed));
      var theirs = oracle(suite, 0);
      var pair = theirs.deriveKeyPair(seed.toArray());
      assertThat(theirs.serializePublicKey(pair.getPublic()))
          .isEqualTo(ours.publicKey().value().toArray());
      var theirPrivate = Bytes.wrap(theirs.serializePrivateKey(pair.getPrivate()));
      boolean clamps = !suite.hpke().kem().curve().isNist(); // theirs, when it serializes
      assertThat(clamps || ours.privateKey().secret().matches(theirPrivate)).isTrue();
      try (var imported = Hpke.of(suite.hpke()).importPrivateKey(Secret.copyOf(theirPrivate))) {
        assertThat(imported.publicKey()).isEqualTo(ours.publicKey());
      }
    }
  }

  private static <K> HpkeMode<K> mode(int code, K sender) {
    var psk = new HpkePsk(Secret.copyOf(PSK), PSK_ID);
    HpkeMode<K> mode =
        switch (code) {
          case 0 -> new HpkeMode.Base<>();
          case 1 -> new HpkeMode.Psk<>(psk);
          case 2 -> new HpkeMode.Auth<>(sender);
          default -> new HpkeMode.AuthPsk<>(sender, psk);
        };
    assertThat(mode.code()).isEqualTo(code);
    return mode;
  }

  private static HPKE oracle(CipherSuite suite, int mode) {
    var hpke = suite.hpke();
    return new HPKE(
        (byte) mode,
        (short) hpke.kem().id(),
        (short) hpke.kdfId(),
        (short) hpke.aead().map(AeadAlgorithm::hpkeId).orElseThrow().intValue());
  }

  private static AsymmetricCipherKeyPair pair(HPKE theirs, HpkeKeyPair ours) {
    return theirs.deserializePrivateKey(
        ours.privateKey().secret().lend(byte[]::clone), ours.publicKey().value().toArray());
  }
}
