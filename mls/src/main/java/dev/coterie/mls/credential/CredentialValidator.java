package dev.coterie.mls.credential;

import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Credential;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;

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
    PATH,
    /// In the path of a commit by which somebody from outside adds itself.
    ENTRY,
    /// The same, in place of a member that it says it was. Nobody who holds the member's old key
    /// vouches for it, unless the key is the same.
    RESYNC,
    /// In a group's list of external senders.
    EXTERNAL_SENDER
  }

  /// Whether `credential` may stand for `key`.
  boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion);

  /// Whether a member that was `old` may from now on be `fresh`; asked only if they differ.
  boolean acceptsSuccessor(
      Credential old, Credential fresh, SignaturePublicKey freshKey, Occasion occasion);

  /// Whether a credential of a group, and one of a group that goes on from it, are of one client
  /// (§11.2, §11.3).
  default boolean sameClient(Credential old, Credential fresh) {
    return old.equals(fresh);
  }

  /// Takes basic credentials as they are, since what a bare name is worth is decided where people
  /// compare fingerprints; refuses every other type, and lets nobody change its name. Whoever comes
  /// back from outside must have the signature key that it had.
  static CredentialValidator basicOnly() {
    return BasicOnly.INSTANCE;
  }

  /// Takes chains of X.509 certificates (RFC 9420 §5.3) that lead to one of the trust anchors now,
  /// whose first certificate has the leaf's signature key; refuses every other type. A member may
  /// take on another certificate, also under another key and after the old one has expired, if
  /// subject and alternative names are the same. Whether a certificate was revoked is not asked.
  ///
  /// A verdict holds for the moment in which it is given: members whose clocks differ, or who are
  /// away while a certificate expires, can come to different ones.
  ///
  /// @param anchors certificates trusted as they are
  /// @param clock tells when now is
  static CredentialValidator x509(Collection<X509Certificate> anchors, InstantSource clock) {
    return new CertificateChains(anchors, clock);
  }
}
