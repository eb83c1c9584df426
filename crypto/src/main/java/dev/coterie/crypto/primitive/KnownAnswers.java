package dev.coterie.crypto.primitive;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignatureScheme;
import dev.coterie.crypto.spi.Aead;
import dev.coterie.crypto.spi.AeadAlgorithm;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import dev.coterie.crypto.spi.Hash;
import dev.coterie.crypto.spi.HashAlgorithm;
import dev.coterie.crypto.spi.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A short test of each primitive before it is chosen: a native library that is built wrongly for
/// this machine, or one that judges signatures otherwise than the rest, is passed over. Keys are
/// the octets 0, 1, 2, …; the answers are those on which the JDK and Bouncy Castle agree.
final class KnownAnswers {
  private static final byte[] MESSAGE = "known answer".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

  private KnownAnswers() {}

  static boolean passes(Hash hash) {
    var state = hash.start();
    var out = new byte[hash.algorithm().size()];
    for (int round = 0; round < 2; round++) { // the second shows that finishing starts again
      state.update("xabcx".getBytes(StandardCharsets.US_ASCII), 1, 3);
      state.finish(out, 0);
    }
    return is(hashed(hash.algorithm()), out);
  }

  static boolean passes(Aead aead) {
    var sealed = new byte[MESSAGE.length + aead.algorithm().tagSize()];
    var opened = new byte[MESSAGE.length];
    var nonce = count(aead.algorithm().nonceSize());
    try (var key = aead.prepare(count(aead.algorithm().keySize()))) {
      key.seal(nonce, DATA, MESSAGE, 0, MESSAGE.length, sealed, 0);
      boolean right =
          is(sealed(aead.algorithm()), sealed)
              && key.open(nonce, DATA, sealed, 0, sealed.length, opened, 0) == MESSAGE.length
              && Arrays.equals(opened, MESSAGE);
      sealed[sealed.length - 1] ^= 1;
      return right && key.open(nonce, DATA, sealed, 0, sealed.length, opened, 0) < 0;
    }
  }

  static boolean passes(DiffieHellman curve) {
    try (var key = curve.importPrivate(count(curve.curve().privateSize()))) {
      var point = key.publicKey().toArray();
      var shared = key.agree(curve.importPublic(point));
      var head = Bytes.concat(Bytes.copyOf(point, 0, 16), Bytes.copyOf(shared, 0, 16));
      return shared.length == curve.curve().sharedSize()
          && head.equals(Bytes.fromHex(agreed(curve.curve())));
    }
  }

  static boolean passes(Signatures signatures) {
    var scheme = signatures.scheme();
    try (var key = signatures.importPrivate(count(scheme.privateSize()))) {
      var publicKey = signatures.importPublic(key.publicKey().toArray());
      var foreign = Bytes.fromHex(signed(scheme)).toArray();
      var own = key.sign(MESSAGE);
      return publicKey.verify(MESSAGE, foreign)
          && publicKey.verify(MESSAGE, own)
          && !publicKey.verify(DATA, foreign)
          && !publicKey.verify(MESSAGE, Bytes.fromHex(forged(scheme)).toArray());
    }
  }

  private static String hashed(HashAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
      case SHA384 ->
          "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
              + "8086072ba1e7cc2358baeca134c825a7";
      case SHA512 ->
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
              + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
    };
  }

  private static String sealed(AeadAlgorithm algorithm) {
    return switch (algorithm) {
      case AES_128_GCM -> "f802c8b9083b963a38a504f88dce53625244e860481c7705d2e8d3e4";
      case AES_256_GCM -> "2c6cb96cabc5a375fe36f2f9ea0555e45d55ffa3e07c93087aeeacd5";
      case CHACHA20_POLY1305 -> "e29567774737c42ec4f45a81877719c6cf6aa06c481d484a8699ce95";
    };
  }

  /// The first 16 octets of the public key and of the secret shared with it.
  private static String agreed(Curve curve) {
    return switch (curve) {
      case P256 -> "047a593180860c4037c83c12749845c8cac733f71fce750193ac9e67e1a06d88";
      case P384 -> "04e62a3a94e407b16bff82947b56a303bf5329f11b8b208e87d4ba31a99da287";
      case P521 -> "040126f7e6a6df7087c94b0c1b0b194a01cad15903b1e64ee5b1a46959a70a43";
      case X25519 -> "8f40c5adb68f25624ae5b214ea767a6edf6baf6f6a43b9744fc5ef9dea112278";
      case X448 -> "3c6fd1d02960e0d9e93308fc657361419f5d2d2217445f5940d63fda66d9a00b";
    };
  }

  private static String signed(SignatureScheme scheme) {
    return switch (scheme) {
      case ECDSA_P256 ->
          "33274365f67692edec8b9f52f9fd34e7ca3fc8a42e64a7aa2081b710bdd135ea"
              + "88eba7e32857a6137a07faa4b3023b0a7813ac1da2bc6c3555e5631720bd58fc";
      case ECDSA_P384 ->
          "038dc94ff343faf15487f1eb0af846d9c73472b084f0af1c2a033e32a6af892f"
              + "e5e8caa92704f2d79f5976e634eaab08118d8086c1c5f4f5d76c6207a839b2dc"
              + "366bba877cd6a45cc433aaca47d9d8fde3b5e0f8259a3d53f00835625b5dfc4c";
      case ECDSA_P521 ->
          "013afb3de704d167f2554a27eae5283a6be0c6f6c9ea52593c6c7719ad38b3fc89f9"
              + "ff49ee9e948cf010a8e2448e762b9477791693f331caaea9c2ec4107c8e83eb1"
              + "001491dd03ee2a9f88a097e85bcd12d268710cdf9e608043a132eb8616e27e8b4361"
              + "cb4af77ce3ab84baf921be8a83982bcca8b427684ae4710c230b89bc2a67e2be";
      case ED25519 ->
          "f22833d3b9f44666911d1cd3146551743be8482eebbc18aebf1be39f36e5fe95"
              + "04b0af2e9647ed30000c640dcc18d7f61fbf35fc1bd0e012e2adc66c19ffd304";
      case ED448 ->
          "63400a1651b7de079984041d66c43ae6538a8bc046a3aa62d48880204115426b6fa1"
              + "f66e7eb6b80ac6f4e4b5b3402258b4102b2cb5fa811600"
              + "9c3990ad1b68957ef69f3d3efbe547c0c73b3d2a16455648dcebcf3f47160373cb99"
              + "767b82e46872a0035b694d32e3202bf9780c4a61f32f00";
    };
  }

  /// For Edwards curves a signature whose R was moved by the point of order 2: right with the
  /// cofactor, wrong without.
  private static String forged(SignatureScheme scheme) {
    return switch (scheme) {
      case ED25519 ->
          "6049c7a7ac4b1a9dcf8342be3ebd57f000c2dc6e2765c2bbcb6016b3a18ddaea"
              + "4468475ab9b8ff005e8062685a2c9987ae878534a4f74d9d6f6ed809b5c7f70a";
      case ED448 ->
          "828b58947ae4d0814d336cd4bbd0f3666eb2ce2dfd492f4ce470c20a49fd3acc14ba"
              + "1e63f2be810a7531b2b5d3e2a9d96c3b2b87d88a082980"
              + "5b1d975da89c452ea3e0c1a75fb4299d708e43a0ceb2c25acdf6e8e1becbd12119c2"
              + "c07ef7d8cabebf6b0dad5bb5eb54cf704836acc44f2300";
      case ECDSA_P256, ECDSA_P384, ECDSA_P521 -> signed(scheme).replaceFirst("..$", "00");
    };
  }

  private static boolean is(String expected, byte[] actual) {
    return Bytes.wrap(actual).equals(Bytes.fromHex(expected));
  }

  private static byte[] count(int size) {
    var octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) i;
    }
    return octets;
  }
}
