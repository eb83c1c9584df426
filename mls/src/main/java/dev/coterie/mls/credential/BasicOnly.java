package dev.coterie.mls.credential;

import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Credential;

/// The validator for groups of bare names.
enum BasicOnly implements CredentialValidator {
  INSTANCE;

  @Override
  public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
    return credential instanceof Credential.Basic;
  }

  @Override
  public boolean acceptsSuccessor(
      Credential old, Credential fresh, SignaturePublicKey freshKey, Occasion occasion) {
    return old.equals(fresh) && occasion != Occasion.RESYNC;
  }
}
