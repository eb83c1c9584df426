package dev.coterie.vectors.sframe;

import dev.coterie.codec.Bytes;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.cipher.CtrHmac;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The AEAD composed of AES in counter mode and HMAC.
final class CtrHmacVectors implements VectorKind {
  static List<Json.Obj> make() {
    var vectors = new ArrayList<Json.Obj>();
    for (var suite : SFrameSuite.values()) {
      if (suite.keySize() > suite.hash().size()) {
        for (int size : new int[] {0, 16, 50}) {
          vectors.add(make(suite, SFrameVectorKinds.run(0x80, size)));
        }
      }
    }
    return vectors;
  }

  private static Json.Obj make(SFrameSuite suite, Bytes plaintext) {
    var key = SFrameVectorKinds.run(1, suite.keySize());
    var nonce = SFrameVectorKinds.run(0x20, suite.nonceSize());
    var aad = SFrameVectorKinds.run(0x40, 5);
    int split = suite.keySize() - suite.hash().size();
    return Json.object()
        .with("cipher_suite", suite.code())
        .with("key", key)
        .with("enc_key", key.slice(0, split))
        .with("auth_key", key.slice(split))
        .with("nonce", nonce)
        .with("aad", aad)
        .with("pt", plaintext)
        .with("ct", seal(suite, key, nonce, aad, plaintext))
        .build();
  }

  private static Bytes seal(SFrameSuite suite, Bytes key, Bytes nonce, Bytes aad, Bytes plaintext) {
    try (var engine = CtrHmac.of(suite, key.toArray())) {
      var out = new byte[plaintext.size() + suite.tagSize()];
      var in = plaintext.toArray();
      engine.seal(nonce.toArray(), aad.toArray(), aad.size(), in, 0, in.length, out, 0);
      return Bytes.wrap(out);
    }
  }

  @Override
  public String name() {
    return "aes_ctr_hmac";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "key", "enc_key", "auth_key", "nonce", "aad", "pt", "ct");
  }

  @Override
  public void verify(Json.Obj vector) {
    var suite = SFrameVectorKinds.suite(vector);
    var key = vector.hex("key");
    var aad = vector.hex("aad");
    var nonce = vector.hex("nonce");
    var plaintext = vector.hex("pt");
    var ciphertext = vector.hex("ct");
    SFrameVectorKinds.same(
        "subkeys", key, Bytes.concat(vector.hex("enc_key"), vector.hex("auth_key")));
    SFrameVectorKinds.holds(
        "the size of auth_key", vector.hex("auth_key").size() == suite.hash().size());
    SFrameVectorKinds.same("ct", ciphertext, seal(suite, key, nonce, aad, plaintext));
    try (var engine = CtrHmac.of(suite, key.toArray())) {
      var in = ciphertext.toArray();
      var out = new byte[plaintext.size()];
      int size = engine.open(nonce.toArray(), aad.toArray(), aad.size(), in, 0, in.length, out, 0);
      SFrameVectorKinds.holds("opening", size == out.length);
      SFrameVectorKinds.same("pt", plaintext, Bytes.wrap(out));
    }
  }
}
