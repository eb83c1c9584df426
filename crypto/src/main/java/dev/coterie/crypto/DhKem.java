package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.primitive.CheckedDh;
import dev.coterie.crypto.primitive.Kdf;
import dev.coterie.crypto.primitive.NistCurve;
import dev.coterie.crypto.primitive.Primitives;
import java.util.Optional;
import java.util.function.IntFunction;

/// The Diffie-Hellman KEM of RFC 9180 §4.1. Immutable and thread-safe.
final class DhKem {
  private static final int TRIES = 256;

  private final Kem kem;
  private final CheckedDh curve;
  private final LabeledKdf kdf;

  DhKem(Kem kem, Primitives primitives) {
    this.kem = kem;
    this.curve = new CheckedDh(primitives.diffieHellman(kem.curve()).primitive());
    this.kdf =
        new LabeledKdf(
            new Kdf(primitives.hash(kem.hash()).primitive()),
            LabeledKdf.join(
                LabeledKdf.ascii("KEM"), new byte[] {(byte) (kem.id() >>> 8), (byte) kem.id()}));
  }

  /// What the sender has: its ephemeral public key and the shared secret.
  record Encapsulated(Bytes kemOutput, Secret sharedSecret) {}

  HpkePrivateKey importPrivateKey(Secret secret) {
    return KeyImport.hpke(kem, curve, secret);
  }

  void validate(HpkePublicKey key) {
    curve.check(key.value().toArray());
  }

  HpkeKeyPair generate(RandomSource random) {
    try (var ikm = random.secret(kem.curve().privateSize())) {
      return derive(ikm);
    }
  }

  /// `DeriveKeyPair`, RFC 9180 §7.1.3.
  HpkeKeyPair derive(Secret ikm) {
    var prk = ikm.lend(octets -> kdf.extract(LabeledKdf.NONE, "dkp_prk", octets));
    try {
      int size = kem.curve().privateSize();
      var octets =
          kem.curve().isNist()
              ? candidate(prk, size)
              : kdf.expand(prk, "sk", LabeledKdf.NONE, size);
      var key = importPrivateKey(Secret.adopt(octets));
      return new HpkeKeyPair(key.publicKey(), key);
    } finally {
      LabeledKdf.wipe(prk);
    }
  }

  private byte[] candidate(byte[] prk, int size) {
    return firstScalar(
        NistCurve.of(kem.curve()),
        counter -> kdf.expand(prk, "candidate", new byte[] {(byte) counter}, size));
  }

  /// The first of 256 candidates that is a scalar, once its unused bits are cleared.
  static byte[] firstScalar(NistCurve curve, IntFunction<byte[]> candidates) {
    int unused = 8 * curve.size() - curve.order().bitLength();
    for (int counter = 0; counter < TRIES; counter++) {
      var octets = candidates.apply(counter);
      octets[0] &= (byte) (0xff >>> unused);
      if (curve.isScalar(octets)) {
        return octets;
      }
    }
    throw new RefusedException(CryptoRule.DERIVE_KEY_PAIR, "no scalar in " + TRIES + " tries");
  }

  /// `Encap`, and `AuthEncap` where there is a sender's key.
  Encapsulated encapsulate(HpkePublicKey to, Optional<HpkePrivateKey> sender, RandomSource random) {
    var peer = curve.importPublic(to.value());
    try (var ephemeral = generate(random)) {
      var enc = ephemeral.publicKey().value();
      var first = curve.agree(ephemeral.privateKey().handle(kem), peer);
      var second = sender.map(key -> key.agree(kem, to.value())).orElse(LabeledKdf.NONE);
      var from = sender.map(key -> key.publicKey().value()).orElse(Bytes.EMPTY);
      return new Encapsulated(enc, secret(first, second, Bytes.concat(enc, to.value(), from)));
    }
  }

  /// `Decap`, and `AuthDecap` where there is a sender's key.
  Secret decapsulate(HpkePrivateKey own, Bytes kemOutput, Optional<HpkePublicKey> sender) {
    var first = own.agree(kem, kemOutput);
    var second = sender.map(key -> own.agree(kem, key.value())).orElse(LabeledKdf.NONE);
    var from = sender.map(HpkePublicKey::value).orElse(Bytes.EMPTY);
    return secret(first, second, Bytes.concat(kemOutput, own.publicKey().value(), from));
  }

  private Secret secret(byte[] first, byte[] second, Bytes context) {
    var dh = LabeledKdf.join(first, second);
    var prk = kdf.extract(LabeledKdf.NONE, "eae_prk", dh);
    try {
      return Secret.adopt(kdf.expand(prk, "shared_secret", context.toArray(), kem.secretSize()));
    } finally {
      LabeledKdf.wipe(first, second, dh, prk);
    }
  }
}
