package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.ProtocolVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Leaves that we make, ready to be signed: they list what we support and nothing else but GREASE.
final class OwnLeaf {
  private OwnLeaf() {}

  static LeafNode.Draft draft(
      Identity identity, HpkePublicKey key, LeafNodeSource source, RandomSource random) {
    return draft(identity, key, source, random, List.of());
  }

  /// @param beside extensions of the key package around the leaf, whose types the leaf lists too
  static LeafNode.Draft draft(
      Identity identity,
      HpkePublicKey key,
      LeafNodeSource source,
      RandomSource random,
      List<Extension> beside) {
    List<Extension> grease = Grease.extensions(identity, random);
    List<Integer> extensions = new ArrayList<>(identity.extensionTypes());
    extensions.addAll(Grease.codes(identity, random));
    grease.forEach(one -> extensions.add(one.type()));
    beside.stream()
        .map(Extension::type)
        .filter(type -> !Extension.isDefault(type))
        .forEach(extensions::add);
    return new LeafNode.Draft(
        key,
        identity.keys().publicKey(),
        identity.credential(),
        new Capabilities(
            List.of(ProtocolVersion.MLS10.code()),
            greased(Arrays.stream(CipherSuite.values()).map(CipherSuite::code), identity, random),
            extensions.stream().distinct().toList(),
            greased(Stream.empty(), identity, random),
            greased(Stream.of(Credential.Basic.TYPE, Credential.X509.TYPE), identity, random)),
        source,
        grease);
  }

  /// The signed leaf of a path of ours.
  static LeafNode inPath(
      SuiteCrypto crypto,
      Identity identity,
      HpkePublicKey key,
      Bytes parentHash,
      GroupContext context,
      LeafIndex self,
      RandomSource random) {
    return draft(identity, key, new LeafNodeSource.Commit(parentHash), random)
        .sign(crypto, identity.keys().privateKey(), context.groupId(), self);
  }

  private static List<Integer> greased(
      Stream<Integer> codes, Identity identity, RandomSource random) {
    return Stream.concat(codes, Grease.codes(identity, random).stream()).toList();
  }
}
