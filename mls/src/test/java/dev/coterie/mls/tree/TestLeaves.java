package dev.coterie.mls.tree;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Lifetime;
import java.util.List;

/// Leaves for tests; those made here have random keys and no valid signature.
final class TestLeaves {
  static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  static final SuiteCrypto CRYPTO = SuiteCrypto.of(SUITE);
  static final GroupId GROUP = new GroupId(Bytes.ofUtf8("tree tests"));
  static final Lifetime ALWAYS = new Lifetime(0, -1);

  /// What unsigned leaves support, one of them each.
  static final List<Integer> EXTENSION_TYPES = List.of(0xff11, 0xff12, 0xff13);

  private TestLeaves() {}

  static Capabilities capabilities(CipherSuite suite) {
    return new Capabilities(
        List.of(1), List.of(suite.code()), List.of(), List.of(), List.of(Credential.Basic.TYPE));
  }

  static LeafNode unsigned(TestRandom random) {
    return unsigned(random, new LeafNodeSource.KeyPackage(ALWAYS));
  }

  static LeafNode unsigned(TestRandom random, LeafNodeSource source) {
    return new LeafNode(
        new HpkePublicKey(random.bytes(32)),
        new SignaturePublicKey(random.bytes(32)),
        new Credential.Basic(random.bytes(4)),
        new Capabilities(
            List.of(1),
            List.of(SUITE.code()),
            List.of(EXTENSION_TYPES.get(random.below(EXTENSION_TYPES.size()))),
            List.of(),
            List.of(Credential.Basic.TYPE)),
        source,
        List.of(),
        random.bytes(8));
  }

  /// The same member with another encryption key and source, unsigned.
  static LeafNode renewed(LeafNode old, HpkePublicKey key, LeafNodeSource source) {
    return new LeafNode(
        key,
        old.signatureKey(),
        old.credential(),
        old.capabilities(),
        source,
        old.extensions(),
        old.signature());
  }
}
