package dev.coterie.cli.interop;

import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.message.Credential;

/// Takes every basic credential, and lets a client take another key wherever its name stays: in a
/// harness names are all there is.
enum SameName implements CredentialValidator {
  /// The only one.
  VALIDATOR;

  @Override
  public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
    return credential instanceof Credential.Basic;
  }

  @Override
  public boolean acceptsSuccessor(
      Credential old, Credential fresh, SignaturePublicKey freshKey, Occasion occasion) {
    return old.equals(fresh);
  }
}
