package dev.coterie.cryptoconscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.crypto.replay.SeededRandomSource;
import java.util.HashSet;
import java.util.Set;

/// Keys and signatures that were changed a little, or are anything: under every choice of providers
/// the verdict is the same, and so is the rule that a key breaks.
final class VerdictFuzzTest {
  private static final Bytes MESSAGE = Bytes.ofUtf8("message");

  @FuzzTest(maxDuration = "30s")
  void verdicts_underEveryChoice_areOne(FuzzedDataProvider data) {
    var suite =
        data.consumeBoolean()
            ? CipherSuite.X25519_CHACHA20_SHA256_ED25519
            : CipherSuite.P256_AES128GCM_SHA256_P256;
    var random = SeededRandomSource.notRandomForReplayOnly(data.consumeInt(0, 9));
    var honest = SuiteCrypto.of(suite, CryptoChoice.by("bouncycastle"));
    var pair = honest.generateSignatureKeyPair(random);
    var signature = changed(data, honest.sign(pair.privateKey(), MESSAGE));
    var key = new SignaturePublicKey(changed(data, pair.publicKey().value()));
    var point =
        new HpkePublicKey(changed(data, honest.generateKeyPair(random).publicKey().value()));
    Set<String> verdicts = new HashSet<>();
    for (var choice : Providers.choices()) {
      var crypto = SuiteCrypto.of(suite, choice);
      verdicts.add(
          crypto.verify(key, MESSAGE, signature)
              + " "
              + rule(() -> crypto.validate(key))
              + " "
              + rule(() -> crypto.validate(point)));
    }
    assertThat(verdicts).hasSize(1);
  }

  private static String rule(Runnable check) {
    try {
      check.run();
      return "valid";
    } catch (RefusedException e) {
      return e.rule().name();
    }
  }

  private static Bytes changed(FuzzedDataProvider data, Bytes octets) {
    var array = octets.toArray();
    switch (data.consumeInt(0, 3)) {
      case 0 -> {}
      case 1 -> array[data.consumeInt(0, array.length - 1)] ^= data.consumeByte();
      case 2 -> {
        return Bytes.wrap(data.consumeBytes(array.length));
      }
      default -> {
        var head = data.consumeBytes(array.length);
        System.arraycopy(head, 0, array, 0, head.length);
      }
    }
    return Bytes.wrap(array);
  }
}
