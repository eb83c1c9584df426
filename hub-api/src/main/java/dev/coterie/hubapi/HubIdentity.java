package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SignatureScheme;

/// Who a client is to the hub: the public half of its MLS signature key.
///
/// @param publicKey as in an MLS leaf
public record HubIdentity(SignatureScheme algorithm, Bytes publicKey) {
  /// Refuses a key whose length is not the algorithm's: lengths all differ, so a fingerprint
  /// belongs to one algorithm.
  public HubIdentity {
    if (publicKey.size() != algorithm.publicSize()) {
      throw new IllegalArgumentException("a key of " + publicKey.size() + " octets");
    }
  }

  /// The identity of a key that is used with a cipher suite.
  public static HubIdentity of(CipherSuite suite, SignaturePublicKey key) {
    return new HubIdentity(suite.signature(), key.value());
  }

  /// The identity of a code of the TLS registry and a key.
  public static HubIdentity of(int signatureScheme, Bytes publicKey) {
    for (var algorithm : SignatureScheme.values()) {
      if (algorithm.code() == signatureScheme) {
        return new HubIdentity(algorithm, publicKey);
      }
    }
    throw new IllegalArgumentException("no such signature scheme: " + signatureScheme);
  }

  /// What everything else calls this identity.
  public Fingerprint fingerprint() {
    return Fingerprint.of(publicKey);
  }

  /// A suite whose signatures this key makes.
  CipherSuite suite() {
    for (var suite : CipherSuite.values()) {
      if (suite.signature() == algorithm) {
        return suite;
      }
    }
    throw new IllegalStateException("no suite signs with " + algorithm);
  }
}
