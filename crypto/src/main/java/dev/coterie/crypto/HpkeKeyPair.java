package dev.coterie.crypto;

/// A KEM private key beside its public key.
///
/// @param publicKey what others encrypt to
/// @param privateKey what opens it
public record HpkeKeyPair(HpkePublicKey publicKey, HpkePrivateKey privateKey)
    implements AutoCloseable {
  /// Wipes the private key.
  @Override
  public void close() {
    privateKey.close();
  }
}
