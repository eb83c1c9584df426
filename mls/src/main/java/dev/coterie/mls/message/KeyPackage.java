package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SuiteCrypto;
import java.util.List;

/// What somebody publishes so that others can add it to a group. RFC 9420 §10:
///
/// ```
/// struct { ProtocolVersion version; CipherSuite cipher_suite; HPKEPublicKey init_key; LeafNode leaf_node;
///          Extension extensions<V>; opaque signature<V>; } KeyPackage;
/// ```
///
/// @param version protocol version
/// @param cipherSuite the only suite it is good for
/// @param initKey the welcome is encrypted to it
/// @param leafNode goes into the tree
/// @param extensions additions, no type twice
/// @param signature over all of the above, by the leaf's signature key
public record KeyPackage(
    ProtocolVersion version,
    SuiteId cipherSuite,
    HpkePublicKey initKey,
    LeafNode leafNode,
    List<Extension> extensions,
    Bytes signature)
    implements MlsMessage {
  /// The codec of the bare structure.
  public static final Codec<KeyPackage> CODEC = Codec.of(KeyPackage::read, KeyPackage::write);

  private static final String LABEL = "KeyPackageTBS";
  private static final String REFERENCE_LABEL = "MLS 1.0 KeyPackage Reference";

  /// Copies the list; two extensions of one type are misuse.
  public KeyPackage {
    extensions = Extensions.copyOf(extensions);
  }

  private static KeyPackage read(WireReader in) {
    return new KeyPackage(
        ProtocolVersion.read(in),
        SuiteId.read(in),
        Keys.readHpke(in, "init_key"),
        LeafNode.CODEC.read(in),
        Extensions.CODEC.read(in),
        in.opaque("signature"));
  }

  private static void write(KeyPackage value, WireWriter out) {
    value.writeUnsigned(out);
    out.opaque(value.signature);
  }

  private void writeUnsigned(WireWriter out) {
    version.write(out);
    cipherSuite.write(out);
    Keys.write(initKey, out);
    LeafNode.CODEC.write(leafNode, out);
    Extensions.CODEC.write(extensions, out);
  }

  private Bytes tbs() {
    var out = new WireWriter();
    writeUnsigned(out);
    return out.toBytes();
  }

  /// Makes a signed package around a signed leaf.
  public static KeyPackage sign(
      SuiteCrypto crypto,
      SignaturePrivateKey key,
      HpkePublicKey initKey,
      LeafNode leafNode,
      List<Extension> extensions) {
    var unsigned =
        new KeyPackage(
            ProtocolVersion.MLS10,
            SuiteId.of(crypto.suite()),
            initKey,
            leafNode,
            extensions,
            Bytes.EMPTY);
    return unsigned.with(crypto.signWithLabel(key, LABEL, unsigned.tbs()));
  }

  private KeyPackage with(Bytes newSignature) {
    return new KeyPackage(version, cipherSuite, initKey, leafNode, extensions, newSignature);
  }

  /// Whether the leaf's key signed this package. The leaf's own signature is another question.
  public boolean verify(SuiteCrypto crypto) {
    return crypto.verifyWithLabel(leafNode.signatureKey(), LABEL, tbs(), signature);
  }

  /// The hash by which a welcome names this package (§5.2), with the package's own suite.
  public Bytes ref(SuiteCrypto crypto) {
    return crypto.refHash(REFERENCE_LABEL, CODEC.encode(this));
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.KEY_PACKAGE;
  }
}
