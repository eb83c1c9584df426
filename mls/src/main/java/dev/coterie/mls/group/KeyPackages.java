package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.policy.KeyPackageRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Key packages: what a client publishes so that others can add it while it is away. RFC 9420 §10.
///
/// ```
///   create ──▶ bundle ─┬─ message ──▶ directory ──▶ read ──▶ CommitRequest.add
///                      └─ encode ──▶ own store ──▶ decode ──▶ MlsGroup.join
/// ```
public final class KeyPackages {
  private KeyPackages() {}

  /// A fresh key package with fresh keys.
  public static KeyPackageBundle create(Identity identity, Lifetime lifetime, RandomSource random) {
    return create(SuiteCrypto.of(identity.suite()), identity, lifetime, random);
  }

  /// A fresh key package that says more: for those who know these extensions.
  ///
  /// @param more extensions of the package, of types that no default one has
  public static KeyPackageBundle create(
      Identity identity, Lifetime lifetime, List<Extension> more, RandomSource random) {
    return create(SuiteCrypto.of(identity.suite()), identity, lifetime, more, random);
  }

  static KeyPackageBundle create(
      SuiteCrypto crypto, Identity identity, Lifetime lifetime, RandomSource random) {
    return create(crypto, identity, lifetime, List.of(), random);
  }

  private static KeyPackageBundle create(
      SuiteCrypto crypto,
      Identity identity,
      Lifetime lifetime,
      List<Extension> more,
      RandomSource random) {
    if (!lifetime.isOrdered()) {
      throw new IllegalArgumentException("a lifetime that ends before it begins");
    }
    HpkeKeyPair init = crypto.generateKeyPair(random);
    HpkeKeyPair leaf = crypto.generateKeyPair(random);
    List<Extension> extensions =
        Stream.concat(Grease.extensions(identity, random).stream(), more.stream()).toList();
    LeafNode node =
        OwnLeaf.draft(
                identity,
                leaf.publicKey(),
                new LeafNodeSource.KeyPackage(lifetime),
                random,
                extensions)
            .sign(crypto, identity.keys().privateKey());
    KeyPackage keyPackage =
        KeyPackage.sign(crypto, identity.keys().privateKey(), init.publicKey(), node, extensions);
    return new KeyPackageBundle(keyPackage, init.privateKey(), leaf.privateKey());
  }

  /// A lifetime of `length` that begins an hour before `now`, for clocks that run behind.
  public static Lifetime lifetime(Instant now, Duration length) {
    long from = Math.max(0, now.minus(Duration.ofHours(1)).getEpochSecond());
    return new Lifetime(from, from + length.toSeconds());
  }

  /// The package as an MLSMessage, to be published.
  public static Bytes message(KeyPackage keyPackage) {
    return MlsMessage.CODEC.encode(keyPackage);
  }

  /// Reads an MLSMessage that holds a key package and verifies both of its signatures, so that the
  /// keys and the credential in it are those of whoever holds the signature key. Whether that is
  /// the right person is the caller's to judge, and whether it may join a group the group's.
  public static KeyPackage read(Bytes mlsMessage) {
    if (!(MlsMessage.CODEC.decode(mlsMessage) instanceof KeyPackage keyPackage)) {
      throw new RefusedException(
          KeyPackageRule.NOT_A_KEY_PACKAGE, "the message is not a key package");
    }
    SuiteCrypto crypto =
        keyPackage
            .cipherSuite()
            .known()
            .map(SuiteCrypto::of)
            .orElseThrow(
                () -> new RefusedException(KeyPackageRule.SUITE, "a cipher suite we do not know"));
    KeyPackageCheck.signatures(crypto, keyPackage);
    return keyPackage;
  }
}
