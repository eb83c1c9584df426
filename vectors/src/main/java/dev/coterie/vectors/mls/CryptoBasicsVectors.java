package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.Set;

/// Labelled derivations, signatures and encryption of RFC 9420 §5.
final class CryptoBasicsVectors implements VectorKind {
  @Override
  public String name() {
    return "crypto-basics";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "ref_hash", "expand_with_label", "encrypt_with_label");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    var ref = vector.object("ref_hash");
    Expect.same("RefHash", ref.hex("out"), crypto.refHash(ref.text("label"), ref.hex("value")));
    derivations(crypto, vector);
    sign(crypto, vector.object("sign_with_label"));
    encrypt(crypto, vector.object("encrypt_with_label"));
  }

  private static void derivations(SuiteCrypto crypto, Json.Obj vector) {
    var expand = vector.object("expand_with_label");
    Expect.same(
        "ExpandWithLabel",
        expand.hex("out"),
        crypto.expandWithLabel(
            Secret.copyOf(expand.hex("secret")),
            expand.text("label"),
            expand.hex("context"),
            expand.small("length")));
    var derive = vector.object("derive_secret");
    Expect.same(
        "DeriveSecret",
        derive.hex("out"),
        crypto.deriveSecret(Secret.copyOf(derive.hex("secret")), derive.text("label")));
    var tree = vector.object("derive_tree_secret");
    Expect.same(
        "DeriveTreeSecret",
        tree.hex("out"),
        crypto.deriveTreeSecret(
            Secret.copyOf(tree.hex("secret")),
            tree.text("label"),
            tree.number("generation"),
            tree.small("length")));
  }

  private static void sign(SuiteCrypto crypto, Json.Obj vector) {
    var key = new SignaturePublicKey(vector.hex("pub"));
    String label = vector.text("label");
    Bytes content = vector.hex("content");
    Expect.holds(
        "the signature", crypto.verifyWithLabel(key, label, content, vector.hex("signature")));
    try (var own = VectorKeys.signature(crypto, vector.hex("priv"))) {
      Expect.holds(
          "our signature",
          crypto.verifyWithLabel(key, label, content, crypto.signWithLabel(own, label, content)));
    }
  }

  private static void encrypt(SuiteCrypto crypto, Json.Obj vector) {
    String label = vector.text("label");
    Bytes context = vector.hex("context");
    Bytes plaintext = vector.hex("plaintext");
    try (HpkePrivateKey own = VectorKeys.hpke(crypto, vector.hex("priv"))) {
      var sealed = new HpkeCiphertext(vector.hex("kem_output"), vector.hex("ciphertext"));
      Expect.same(
          "DecryptWithLabel", plaintext, crypto.decryptWithLabel(own, label, context, sealed));
      var ours =
          crypto.encryptWithLabel(
              new HpkePublicKey(vector.hex("pub")),
              label,
              context,
              plaintext,
              RandomSource.system());
      Expect.same(
          "what we encrypted", plaintext, crypto.decryptWithLabel(own, label, context, ours));
    }
  }
}
