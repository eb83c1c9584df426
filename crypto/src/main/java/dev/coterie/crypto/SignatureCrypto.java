package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.primitive.CheckedSignatures;
import dev.coterie.crypto.primitive.NistCurve;
import dev.coterie.crypto.primitive.Primitives;
import dev.coterie.crypto.spi.Signatures;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// One signature scheme, for those who need signatures without a suite. Every provider gives the
/// same verdict on every key and signature. Thread-safe.
public final class SignatureCrypto {
  private static final Map<Key, SignatureCrypto> ALL = new ConcurrentHashMap<>();
  private static final int REMEMBERED = 512;

  private final CheckedSignatures signatures;
  private final AtomicReferenceArray<@Nullable Imported> recent =
      new AtomicReferenceArray<>(REMEMBERED);

  /// A public key with its handle. Checking a point's order costs as much as half a verification,
  /// and the members of a group sign again and again; so the last key of each slot is remembered,
  /// in bounded space.
  private record Imported(Bytes key, Signatures.PublicKey handle) {}

  private SignatureCrypto(CheckedSignatures signatures) {
    this.signatures = signatures;
  }

  private record Key(CryptoChoice choice, SignatureScheme scheme) {
    SignatureCrypto make() {
      var provider = Primitives.of(choice).signatures(scheme).primitive();
      return new SignatureCrypto(new CheckedSignatures(provider));
    }
  }

  /// The one instance of a scheme, by the provider of the process.
  public static SignatureCrypto of(SignatureScheme scheme) {
    return of(scheme, Primitives.standard().choice());
  }

  /// The one instance of a scheme, by the provider of a choice.
  public static SignatureCrypto of(SignatureScheme scheme, CryptoChoice choice) {
    return ALL.computeIfAbsent(new Key(choice, scheme), Key::make);
  }

  /// Which scheme this is.
  public SignatureScheme scheme() {
    return signatures.scheme();
  }

  /// A fresh key pair.
  public SignatureKeyPair generateKeyPair(RandomSource random) {
    var key = importPrivateKey(freshKey(random));
    return new SignatureKeyPair(key.publicKey(), key);
  }

  /// A private key from its octets; the key owns the secret from now on.
  ///
  /// @throws RefusedException with [CryptoRule#SIGNATURE_PRIVATE_KEY]; the secret is then still the
  ///   caller's
  public SignaturePrivateKey importPrivateKey(Secret secret) {
    return KeyImport.signature(signatures, secret);
  }

  /// Checks that a public key is a valid point in its only encoding, and not one of small order.
  ///
  /// @throws RefusedException with [CryptoRule#SIGNATURE_PUBLIC_KEY]
  public void validate(SignaturePublicKey key) {
    load(key);
  }

  /// Signs a message: `R ‖ S` on Edwards curves, DER for ECDSA.
  public Bytes sign(SignaturePrivateKey key, Bytes message) {
    return Bytes.wrap(signatures.sign(key.handle(scheme()), message.toArray()));
  }

  /// Whether the signature is one of this key over the message. False also for a key or a signature
  /// that is malformed.
  public boolean verify(SignaturePublicKey key, Bytes message, Bytes signature) {
    Signatures.PublicKey handle;
    try {
      handle = load(key);
    } catch (RefusedException _) {
      return false; // nothing is a signature under what is no key
    }
    return signatures.verify(handle, message.toArray(), signature.toArray());
  }

  private Signatures.PublicKey load(SignaturePublicKey key) {
    int slot = Math.floorMod(key.value().hashCode(), REMEMBERED);
    var known = recent.get(slot);
    if (known != null && known.key.equals(key.value())) {
      return known.handle;
    }
    var handle = signatures.importPublic(key.value().toArray());
    recent.set(slot, new Imported(key.value().detached(), handle));
    return handle;
  }

  private Secret freshKey(RandomSource random) {
    var scheme = scheme();
    if (scheme.isEdwards()) {
      return random.secret(scheme.privateSize());
    }
    var curve = NistCurve.of(scheme);
    int unused = 8 * curve.size() - curve.order().bitLength();
    while (true) { // ends: a try succeeds with probability above one half
      var candidate = new byte[curve.size()];
      random.fill(candidate);
      candidate[0] &= (byte) (0xff >>> unused);
      if (curve.isScalar(candidate)) {
        return Secret.adopt(candidate);
      }
    }
  }
}
