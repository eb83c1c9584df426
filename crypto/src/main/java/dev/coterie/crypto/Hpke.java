package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkeContext.Role;
import dev.coterie.crypto.primitive.Kdf;
import dev.coterie.crypto.primitive.Primitives;
import dev.coterie.crypto.spi.AeadAlgorithm;

/// HPKE (RFC 9180) in all four modes, composed of the primitives here. Immutable and thread-safe.
///
/// ```
///   key, info, mode ──► sender ──► kemOutput ─────────────► receiver ◄── private key, info, mode
///                         │                                    │
///                      context.seal ──► ciphertexts, in order ──► context.open
/// ```
public final class Hpke {
  private final HpkeSuite suite;
  private final Primitives primitives;
  private final DhKem kem;
  private final LabeledKdf kdf;

  private Hpke(HpkeSuite suite, Primitives primitives) {
    this.suite = suite;
    this.primitives = primitives;
    this.kem = new DhKem(suite.kem(), primitives);
    int[] codes = {suite.kem().id(), suite.kdfId(), suite.aeadId()};
    var id = LabeledKdf.join(LabeledKdf.ascii("HPKE"), new byte[2 * codes.length]);
    for (int i = 0; i < codes.length; i++) {
      id[4 + 2 * i] = (byte) (codes[i] >>> 8);
      id[5 + 2 * i] = (byte) codes[i];
    }
    this.kdf = new LabeledKdf(new Kdf(primitives.hash(suite.kdf()).primitive()), id);
  }

  /// HPKE with these algorithms, by the providers of the process.
  public static Hpke of(HpkeSuite suite) {
    return new Hpke(suite, Primitives.standard());
  }

  /// HPKE with these algorithms, by the providers of a choice.
  public static Hpke of(HpkeSuite suite, CryptoChoice choice) {
    return new Hpke(suite, Primitives.of(choice));
  }

  /// A sender's context, and what its receiver needs to make the other half.
  ///
  /// @param kemOutput the ephemeral public key (`enc`)
  /// @param context seals and exports
  public record Sender(Bytes kemOutput, HpkeContext context) implements AutoCloseable {
    @Override
    public void close() {
      context.close();
    }
  }

  /// Sets up a context to a public key: `SetupBaseS` and the other three.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public Sender sender(
      HpkePublicKey to, Bytes info, HpkeMode<HpkePrivateKey> mode, RandomSource random) {
    var encapsulated = kem.encapsulate(to, mode.senderKey(), random);
    try (var shared = encapsulated.sharedSecret()) {
      return new Sender(encapsulated.kemOutput(), schedule(Role.SENDER, shared, info, mode));
    }
  }

  /// Sets up the context that a sender made: `SetupBaseR` and the other three.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public HpkeContext receiver(
      HpkePrivateKey own, Bytes kemOutput, Bytes info, HpkeMode<HpkePublicKey> mode) {
    try (var shared = kem.decapsulate(own, kemOutput, mode.senderKey())) {
      return schedule(Role.RECEIVER, shared, info, mode);
    }
  }

  /// A fresh key pair.
  public HpkeKeyPair generateKeyPair(RandomSource random) {
    return kem.generate(random);
  }

  /// The key pair of a seed: `DeriveKeyPair`.
  ///
  /// @throws RefusedException with [CryptoRule#DERIVE_KEY_PAIR], which does not happen
  public HpkeKeyPair deriveKeyPair(Secret ikm) {
    return kem.derive(ikm);
  }

  /// A private key from its octets; the key owns the secret from now on.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PRIVATE_KEY]; the secret is then still the
  ///   caller's
  public HpkePrivateKey importPrivateKey(Secret secret) {
    return kem.importPrivateKey(secret);
  }

  /// Checks a public key: its length, that the point is on the curve, and not of small order.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public void validate(HpkePublicKey key) {
    kem.validate(key);
  }

  /// `KeySchedule`, RFC 9180 §5.1.
  private HpkeContext schedule(Role role, Secret shared, Bytes info, HpkeMode<?> mode) {
    var psk = mode.preSharedKey();
    var pskId = psk.map(key -> key.id().toArray()).orElse(LabeledKdf.NONE);
    var context =
        LabeledKdf.join(
            new byte[] {(byte) mode.code()},
            kdf.extract(LabeledKdf.NONE, "psk_id_hash", pskId),
            kdf.extract(LabeledKdf.NONE, "info_hash", info.toArray()));
    byte[] secret =
        psk.isPresent()
            ? psk.get().key().lend(key -> extract(shared, key))
            : extract(shared, LabeledKdf.NONE);
    try {
      var exporter = kdf.expand(secret, "exp", context, suite.kdf().size());
      int nonceSize = suite.aead().map(AeadAlgorithm::nonceSize).orElse(0);
      var nonce = kdf.expand(secret, "base_nonce", context, nonceSize);
      var key =
          suite
              .aead()
              .map(
                  aead -> {
                    var octets = kdf.expand(secret, "key", context, aead.keySize());
                    var prepared = primitives.aead(aead).primitive().prepare(octets);
                    LabeledKdf.wipe(octets);
                    return prepared;
                  });
      return new HpkeContext(role, kdf, key, Secret.adopt(nonce), Secret.adopt(exporter));
    } finally {
      LabeledKdf.wipe(secret);
    }
  }

  private byte[] extract(Secret shared, byte[] psk) {
    return shared.lend(salt -> kdf.extract(salt, "secret", psk));
  }
}
