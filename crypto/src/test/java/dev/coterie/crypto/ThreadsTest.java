package dev.coterie.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.replay.SeededRandomSource;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One instance, one pair of keys, hundreds of virtual threads.
final class ThreadsTest {
  private static final int THREADS = 120;

  @ParameterizedTest
  @EnumSource(CipherSuite.class)
  void sharedInstance_underManyVirtualThreads_staysRight(CipherSuite suite)
      throws InterruptedException, ExecutionException {
    var crypto = SuiteCrypto.of(suite);
    var random = SeededRandomSource.notRandomForReplayOnly(suite.code());
    try (var pair = crypto.generateKeyPair(random);
        var signer = crypto.generateSignatureKeyPair(random);
        var key = random.secret(suite.keySize());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        Callable<Boolean> task = () -> work(crypto, pair, signer, key, number);
        running.add(executor.submit(task));
      }
      for (var future : running) {
        assertThat(future.get()).isTrue();
      }
    }
  }

  private static boolean work(
      SuiteCrypto crypto, HpkeKeyPair pair, SignatureKeyPair signer, Secret key, int number) {
    var text = Bytes.ofUtf8("message " + number);
    var own = SeededRandomSource.notRandomForReplayOnly(1000 + number);
    var nonce = own.secret(crypto.suite().nonceSize());
    boolean right = true;
    for (int round = 0; round < 20; round++) {
      right &= crypto.open(key, nonce, text, crypto.seal(key, nonce, text, text)).equals(text);
      right &= crypto.macMatches(key, text, crypto.mac(key, text));
      right &=
          crypto
              .deriveSecret(key, "label " + number)
              .matches(crypto.deriveSecret(key, "label " + number));
    }
    var sealed = crypto.encryptWithLabel(pair.publicKey(), "l", text, text, own);
    right &= crypto.decryptWithLabel(pair.privateKey(), "l", text, sealed).matches(text);
    var signature = crypto.sign(signer.privateKey(), text);
    right &= crypto.verify(signer.publicKey(), text, signature);
    return right;
  }
}
