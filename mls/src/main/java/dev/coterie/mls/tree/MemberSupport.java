package dev.coterie.mls.tree;

import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import java.util.Optional;

/// What the members of a tree have in common, answered from counts that the tree keeps, in O(log
/// n).
public final class MemberSupport {
  private final TreeIndexes indexes;
  private final int members;

  MemberSupport(TreeIndexes indexes, int members) {
    this.indexes = indexes;
    this.members = members;
  }

  /// Whether all members list a protocol version.
  public boolean version(ProtocolVersion version) {
    return byAll(Census.Kind.VERSION, version.code());
  }

  /// Whether all members list a cipher suite.
  public boolean suite(CipherSuite suite) {
    return byAll(Census.Kind.SUITE, suite.code());
  }

  /// Whether all members support an extension type: default types count as supported.
  public boolean extension(int type) {
    return Extension.isDefault(type) || byAll(Census.Kind.EXTENSION, type);
  }

  /// Whether all members support a proposal type: default types count as supported.
  public boolean proposal(int type) {
    return Proposal.isDefault(type) || byAll(Census.Kind.PROPOSAL, type);
  }

  /// Whether all members support a credential type.
  public boolean credential(int type) {
    return byAll(Census.Kind.CREDENTIAL, type);
  }

  /// A credential type that some member uses and another does not support.
  public Optional<Integer> disputedCredential() {
    return indexes.census().credentialInUse(type -> !credential(type));
  }

  /// Whether no two members have one signature key.
  public boolean signatureKeysAreUnique() {
    return indexes.signatureKeys().isUnique();
  }

  /// Whether no two nodes, leaves and parents alike, have one encryption key.
  public boolean encryptionKeysAreUnique() {
    return indexes.encryptionKeys().isUnique();
  }

  private boolean byAll(Census.Kind kind, int code) {
    return indexes.census().count(kind, code) == members;
  }
}
