package dev.coterie.crypto;

/// A signature private key beside its public key.
///
/// @param publicKey what others verify with
/// @param privateKey what signs
public record SignatureKeyPair(SignaturePublicKey publicKey, SignaturePrivateKey privateKey)
    implements AutoCloseable {
  /// Wipes the private key.
  @Override
  public void close() {
    privateKey.close();
  }
}
