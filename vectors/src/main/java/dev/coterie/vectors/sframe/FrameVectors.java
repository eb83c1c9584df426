package dev.coterie.vectors.sframe;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.sframe.SFrameHeader;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.cipher.FrameCipher;
import dev.coterie.sframe.cipher.KeyDerivation;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A frame from its base key on, with everything in between.
final class FrameVectors implements VectorKind {
  private static final Set<String> GIVEN =
      Set.of("cipher_suite", "kid", "ctr", "base_key", "metadata", "pt");

  static List<Json.Obj> make() {
    var vectors = new ArrayList<Json.Obj>();
    for (var suite : SFrameSuite.values()) {
      vectors.add(make(suite, 5, 0, SFrameVectorKinds.run(0x10, 20), Bytes.EMPTY));
      vectors.add(make(suite, 0x1234, 65_536, SFrameVectorKinds.run(0x30, 3), Bytes.of(1, 2, 3)));
      vectors.add(make(suite, -1, -1, Bytes.EMPTY, SFrameVectorKinds.run(0x50, 300)));
    }
    return vectors;
  }

  /// All members of a vector, made from those that are given.
  private static Json.Obj make(
      SFrameSuite suite, long keyId, long counter, Bytes plaintext, Bytes metadata) {
    var baseKey = SFrameVectorKinds.run(0xa0, suite.keySize());
    return make(suite, keyId, counter, baseKey, plaintext, metadata);
  }

  private static Json.Obj make(
      SFrameSuite suite, long keyId, long counter, Bytes baseKey, Bytes plaintext, Bytes metadata) {
    try (var base = Secret.copyOf(baseKey);
        var secret = KeyDerivation.secret(suite, base);
        var key = KeyDerivation.key(suite, secret, keyId);
        var salt = KeyDerivation.salt(suite, secret, keyId);
        var cipher = FrameCipher.derive(suite, secret, keyId)) {
      var token = KeyExport.dangerously();
      var header = new SFrameHeader(keyId, counter).encode();
      var frame = new byte[plaintext.size() + suite.maxOverhead()];
      int size = cipher.seal(counter, metadata, plaintext.toArray(), 0, plaintext.size(), frame, 0);
      return Json.object()
          .with("cipher_suite", suite.code())
          .with("kid", keyId)
          .with("ctr", counter)
          .with("base_key", baseKey)
          .with("sframe_key_label", KeyDerivation.keyLabel(suite, keyId))
          .with("sframe_salt_label", KeyDerivation.saltLabel(suite, keyId))
          .with("sframe_secret", secret.export(token))
          .with("sframe_key", key.export(token))
          .with("sframe_salt", salt.export(token))
          .with("metadata", metadata)
          .with("nonce", nonce(salt.export(token), counter))
          .with("aad", Bytes.concat(header, metadata))
          .with("pt", plaintext)
          .with("ct", Bytes.copyOf(frame, 0, size))
          .build();
    }
  }

  private static Bytes nonce(Bytes salt, long counter) {
    var nonce = salt.toArray();
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[nonce.length - 1 - i] ^= (byte) (counter >>> (Byte.SIZE * i));
    }
    return Bytes.wrap(nonce);
  }

  @Override
  public String name() {
    return "sframe";
  }

  @Override
  public Set<String> members() {
    return Set.of(
        "cipher_suite",
        "kid",
        "ctr",
        "base_key",
        "sframe_key_label",
        "sframe_salt_label",
        "sframe_secret",
        "sframe_key",
        "sframe_salt",
        "metadata",
        "nonce",
        "aad",
        "pt",
        "ct");
  }

  @Override
  public void verify(Json.Obj vector) {
    var suite = SFrameVectorKinds.suite(vector);
    long keyId = vector.number("kid");
    long counter = vector.number("ctr");
    var plaintext = vector.hex("pt");
    var metadata = vector.hex("metadata");
    var made = make(suite, keyId, counter, vector.hex("base_key"), plaintext, metadata);
    for (Map.Entry<String, Json> member : made.members().entrySet()) {
      String name = member.getKey();
      if (!GIVEN.contains(name)) {
        SFrameVectorKinds.same(name, vector.hex(name), made.hex(name));
      }
    }
    open(suite, vector.hex("base_key"), vector.hex("ct"), metadata, plaintext);
  }

  private static void open(
      SFrameSuite suite, Bytes baseKey, Bytes frame, Bytes metadata, Bytes plaintext) {
    var header = SFrameHeader.startOf(frame);
    try (var base = Secret.copyOf(baseKey);
        var secret = KeyDerivation.secret(suite, base);
        var cipher = FrameCipher.derive(suite, secret, header.keyId())) {
      var out = new byte[frame.size()];
      int size =
          cipher.open(
              header.counter(),
              header.encode().size(),
              metadata,
              frame.toArray(),
              0,
              frame.size(),
              out,
              0);
      if (size < 0) {
        throw new VectorException("does not open");
      }
      SFrameVectorKinds.same("pt", plaintext, Bytes.copyOf(out, 0, size));
    }
  }
}
