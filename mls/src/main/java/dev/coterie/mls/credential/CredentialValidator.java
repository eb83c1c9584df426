package dev.coterie.mls.credential;

import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Credential;

/// Says whether a credential may speak for a key: the Authentication Service of RFC 9420 §5.3.1, as
/// the application brings it. Called while a message is judged: it must not change anything, must
/// give every member of the group the same verdict, and must not call back into the group.
public interface CredentialValidator {
  /// Where the credential was met.
  enum Occasion {
    /// In a key package that is to be added.
    ADD,
    /// In a leaf of the tree of a group that we are joining.
    JOIN,
    /// In an Update proposal.
    UPDATE,
    /// In the path of a commit.
    PATH
  }

  /// Whether `credential` may stand for `key`.
  boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion);

  /// Whether a member that was `old` may from now on be `fresh`; asked only if they differ.
  boolean acceptsSuccessor(
      Credential old, Credential fresh, SignaturePublicKey freshKey, Occasion occasion);

  /// Takes basic credentials as they are, since what a bare name is worth is decided where people
  /// compare fingerprints; refuses every other type, and lets nobody change its name.
  static CredentialValidator basicOnly() {
    return BasicOnly.INSTANCE;
  }
}
