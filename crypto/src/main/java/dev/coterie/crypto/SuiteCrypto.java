package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CryptoMeter.Operation;
import dev.coterie.crypto.primitive.Kdf;
import dev.coterie.crypto.primitive.Primitives;
import dev.coterie.crypto.spi.Aead;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// All that RFC 9420 asks of a cipher suite, by one provider for each primitive. Immutable and
/// thread-safe, also with virtual threads: no call shares an engine with another, so that no secret
/// outlives its call in one.
///
/// Methods that take a [Secret] neither close it nor keep it, but for the two imports.
public final class SuiteCrypto {
  private static final Map<Key, SuiteCrypto> ALL = new ConcurrentHashMap<>();

  private final CipherSuite suite;
  private final Primitives primitives;
  private final CryptoMeter meter;
  private final Kdf kdf;
  // made at their first use: whoever only hashes need not wait for a native library
  private final Lazy<Aead> aead;
  private final Lazy<Hpke> hpke;
  private final Lazy<SignatureCrypto> signatures;

  private record Key(CipherSuite suite, CryptoChoice choice) {}

  private SuiteCrypto(Key key) {
    this.suite = key.suite;
    this.primitives = Primitives.of(key.choice);
    this.meter = CryptoMeter.NONE;
    this.kdf = new Kdf(primitives.hash(suite.hash()).primitive());
    this.aead = new Lazy<>(() -> primitives.aead(key.suite.aead()).primitive());
    this.hpke = new Lazy<>(() -> Hpke.of(key.suite.hpke(), key.choice));
    this.signatures = new Lazy<>(() -> SignatureCrypto.of(key.suite.signature(), key.choice));
  }

  private SuiteCrypto(SuiteCrypto of, CryptoMeter meter) {
    this.suite = of.suite;
    this.primitives = of.primitives;
    this.meter = meter;
    this.kdf = of.kdf;
    this.aead = of.aead;
    this.hpke = of.hpke;
    this.signatures = of.signatures;
  }

  /// The one instance of a suite, by the providers of the process.
  public static SuiteCrypto of(CipherSuite suite) {
    return of(suite, Primitives.standard().choice());
  }

  /// The one instance of a suite, by the providers of a choice. Keys of either can be used by the
  /// other.
  public static SuiteCrypto of(CipherSuite suite, CryptoChoice choice) {
    return ALL.computeIfAbsent(new Key(suite, choice), SuiteCrypto::new);
  }

  /// The same, counting what it does.
  public SuiteCrypto counted(CryptoMeter counter) {
    return new SuiteCrypto(this, counter);
  }

  /// Which suite this is.
  public CipherSuite suite() {
    return suite;
  }

  /// Whose implementation of each algorithm is in use, for reports: algorithm to provider.
  public Map<String, String> providers() {
    var names = new TreeMap<String, String>();
    names.put(suite.hash().name(), primitives.hash(suite.hash()).provider());
    names.put(suite.aead().name(), primitives.aead(suite.aead()).provider());
    var curve = suite.hpke().kem().curve();
    names.put(curve.name(), primitives.diffieHellman(curve).provider());
    names.put(suite.signature().name(), primitives.signatures(suite.signature()).provider());
    return names;
  }

  /// The hash of all parts, one after the other.
  public Bytes hash(Bytes... parts) {
    meter.count(Operation.HASH);
    var arrays = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      arrays[i] = parts[i].toArray();
    }
    return Bytes.wrap(kdf.hash(arrays));
  }

  /// `RefHash` (RFC 9420 §5.2). The label is taken as it is: it carries its own `MLS 1.0 `.
  public Bytes refHash(String label, Bytes value) {
    return hash(Labels.refHash(label, value));
  }

  /// `MAC(key, data)`: HMAC.
  public Bytes mac(Secret key, Bytes data) {
    meter.count(Operation.MAC);
    return Bytes.wrap(key.lend(octets -> kdf.mac(octets, data.toArray())));
  }

  /// Whether a tag is the MAC of the data, in constant time.
  public boolean macMatches(Secret key, Bytes data, Bytes tag) {
    try (var expected = Secret.copyOf(mac(key, data))) {
      return expected.matches(tag);
    }
  }

  /// `KDF.Extract(salt, ikm)`.
  public Secret extract(Secret salt, Secret ikm) {
    meter.count(Operation.KDF);
    return Secret.adopt(salt.lend(s -> ikm.lend(i -> kdf.mac(s, i))));
  }

  /// `KDF.Expand(prk, info, length)`.
  ///
  /// @param length 0 to 255 times [CipherSuite#hashSize()]
  public Secret expand(Secret prk, Bytes info, int length) {
    meter.count(Operation.KDF);
    return Secret.adopt(prk.lend(octets -> kdf.expand(octets, info.toArray(), length)));
  }

  /// `ExpandWithLabel` (RFC 9420 §8); the label goes without its `MLS 1.0 `.
  public Secret expandWithLabel(Secret secret, String label, Bytes context, int length) {
    return expand(secret, Labels.kdf(label, context, length), length);
  }

  /// `DeriveSecret` (RFC 9420 §8).
  public Secret deriveSecret(Secret secret, String label) {
    return expandWithLabel(secret, label, Bytes.EMPTY, suite.hashSize());
  }

  /// `DeriveTreeSecret` (RFC 9420 §9).
  ///
  /// @param generation 0 to 2^32 − 1
  public Secret deriveTreeSecret(Secret secret, String label, long generation, int length) {
    return expandWithLabel(secret, label, Labels.generation(generation), length);
  }

  /// Encrypts and authenticates. The caller sees to it that no key and nonce meet twice.
  public Bytes seal(Secret key, Secret nonce, Bytes aad, Bytes plaintext) {
    meter.count(Operation.AEAD_SEAL);
    try (var prepared = prepare(key)) {
      return prepared.seal(nonce, aad, plaintext);
    }
  }

  /// Decrypts what [#seal] made.
  ///
  /// @throws RefusedException with [CryptoRule#AEAD_OPEN]
  public Bytes open(Secret key, Secret nonce, Bytes aad, Bytes ciphertext) {
    meter.count(Operation.AEAD_OPEN);
    try (var prepared = prepare(key)) {
      return Bytes.wrap(prepared.open(nonce, aad, ciphertext));
    }
  }

  /// A fresh HPKE key pair.
  public HpkeKeyPair generateKeyPair(RandomSource random) {
    meter.count(Operation.HPKE_DERIVE);
    return hpke.get().generateKeyPair(random);
  }

  /// `KEM.DeriveKeyPair(ikm)`.
  public HpkeKeyPair deriveKeyPair(Secret ikm) {
    meter.count(Operation.HPKE_DERIVE);
    return hpke.get().deriveKeyPair(ikm);
  }

  /// An HPKE private key from its octets; the key owns the secret from now on.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PRIVATE_KEY]; the secret is then still the
  ///   caller's
  public HpkePrivateKey importHpkePrivateKey(Secret secret) {
    return hpke.get().importPrivateKey(secret);
  }

  /// Checks an HPKE public key: its length, that the point is on the curve, and not of small order.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public void validate(HpkePublicKey key) {
    hpke.get().validate(key);
  }

  /// `EncryptWithLabel` (RFC 9420 §5.1.3).
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public HpkeCiphertext encryptWithLabel(
      HpkePublicKey to, String label, Bytes context, Bytes plaintext, RandomSource random) {
    meter.count(Operation.HPKE_SEAL);
    var info = Labels.labelled(label, context);
    try (var sender = hpke.get().sender(to, info, new HpkeMode.Base<>(), random)) {
      return new HpkeCiphertext(sender.kemOutput(), sender.context().seal(Bytes.EMPTY, plaintext));
    }
  }

  /// `EncryptWithLabel` of a secret, which is read in place.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public HpkeCiphertext encryptWithLabel(
      HpkePublicKey to, String label, Bytes context, Secret plaintext, RandomSource random) {
    return plaintext.lend(
        octets -> encryptWithLabel(to, label, context, Bytes.wrap(octets), random));
  }

  /// `DecryptWithLabel` (RFC 9420 §5.1.3).
  ///
  /// @throws RefusedException with [CryptoRule#AEAD_OPEN], [CryptoRule#HPKE_PUBLIC_KEY] or
  ///   [CryptoRule#DH_ZERO]
  public Secret decryptWithLabel(
      HpkePrivateKey own, String label, Bytes context, HpkeCiphertext ciphertext) {
    meter.count(Operation.HPKE_OPEN);
    var info = Labels.labelled(label, context);
    try (var receiver =
        hpke.get().receiver(own, ciphertext.kemOutput(), info, new HpkeMode.Base<>())) {
      return receiver.open(Bytes.EMPTY, ciphertext.ciphertext());
    }
  }

  /// `SendExport`: a secret for the holder of a key, and what it needs to export the same (RFC 9180
  /// §6.2).
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public Exported sendExport(
      HpkePublicKey to, Bytes info, Bytes exporterContext, int length, RandomSource random) {
    meter.count(Operation.HPKE_SEAL);
    try (var sender = hpke.get().sender(to, info, new HpkeMode.Base<>(), random)) {
      return new Exported(sender.kemOutput(), sender.context().export(exporterContext, length));
    }
  }

  /// `ReceiveExport`.
  ///
  /// @throws RefusedException with [CryptoRule#HPKE_PUBLIC_KEY] or [CryptoRule#DH_ZERO]
  public Secret receiveExport(
      HpkePrivateKey own, Bytes kemOutput, Bytes info, Bytes exporterContext, int length) {
    meter.count(Operation.HPKE_OPEN);
    try (var receiver = hpke.get().receiver(own, kemOutput, info, new HpkeMode.Base<>())) {
      return receiver.export(exporterContext, length);
    }
  }

  /// A fresh signature key pair.
  public SignatureKeyPair generateSignatureKeyPair(RandomSource random) {
    return signatures.get().generateKeyPair(random);
  }

  /// A signature private key from its octets; the key owns the secret from now on.
  ///
  /// @throws RefusedException with [CryptoRule#SIGNATURE_PRIVATE_KEY]; the secret is then still the
  ///   caller's
  public SignaturePrivateKey importSignaturePrivateKey(Secret secret) {
    return signatures.get().importPrivateKey(secret);
  }

  /// Checks a signature public key: a valid point in its only encoding, and not one of small order.
  ///
  /// @throws RefusedException with [CryptoRule#SIGNATURE_PUBLIC_KEY]
  public void validate(SignaturePublicKey key) {
    signatures.get().validate(key);
  }

  /// Signs a message as it is.
  public Bytes sign(SignaturePrivateKey key, Bytes message) {
    meter.count(Operation.SIGN);
    return signatures.get().sign(key, message);
  }

  /// Whether a signature is one of this key over the message. False also for a key or a signature
  /// that is malformed.
  public boolean verify(SignaturePublicKey key, Bytes message, Bytes signature) {
    meter.count(Operation.VERIFY);
    return signatures.get().verify(key, message, signature);
  }

  /// `SignWithLabel` (RFC 9420 §5.1.2).
  public Bytes signWithLabel(SignaturePrivateKey key, String label, Bytes content) {
    return sign(key, Labels.labelled(label, content));
  }

  /// `VerifyWithLabel` (RFC 9420 §5.1.2).
  public boolean verifyWithLabel(
      SignaturePublicKey key, String label, Bytes content, Bytes signature) {
    return verify(key, Labels.labelled(label, content), signature);
  }

  @Override
  public String toString() {
    return "SuiteCrypto[" + suite + "]";
  }

  private AeadKey prepare(Secret key) {
    return new AeadKey(key.lend(aead.get()::prepare));
  }
}
