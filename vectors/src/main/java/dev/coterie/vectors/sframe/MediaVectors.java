package dev.coterie.vectors.sframe;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.sframe.SFrameHeader;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.cipher.FrameCipher;
import dev.coterie.sframe.cipher.KeyDerivation;
import dev.coterie.sframe.media.KeyIds;
import dev.coterie.sframe.media.MediaEpoch;
import dev.coterie.sframe.media.MediaKeys;
import dev.coterie.sframe.media.MediaSource;
import dev.coterie.sframe.media.Unprotected;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Frames under keys of MLS, with key ids as `docs/gbp2.md` §13 lays them out, heard by another
/// member of the epoch.
final class MediaVectors implements VectorKind {
  static List<Json.Obj> make() {
    var vectors = new ArrayList<Json.Obj>();
    for (int leafCount : new int[] {2, 3, 4, 5, 1000, MediaSource.LEAVES}) {
      for (int channel : new int[] {0, 1, 255}) {
        var source = new MediaSource(leafCount - 1, channel);
        var suite = SFrameSuite.of(1 + (leafCount + channel) % 8).orElseThrow();
        vectors.add(make(suite, new KeyIds(leafCount * 127L, leafCount), source, channel));
      }
    }
    var last = new KeyIds(-1, 8);
    vectors.add(make(SFrameSuite.AES_128_GCM_SHA256_128, last, new MediaSource(0, 0), 65_536));
    return vectors;
  }

  private static Json.Obj make(SFrameSuite suite, KeyIds keyIds, MediaSource source, long counter) {
    var baseKey = SFrameVectorKinds.run(0x60, suite.keySize());
    var metadata = SFrameVectorKinds.run(0xa4, 18);
    var plaintext = SFrameVectorKinds.run(0, 33);
    return Json.object()
        .with("cipher_suite", suite.code())
        .with("base_key", baseKey)
        .with("epoch", keyIds.epoch())
        .with("leaf_count", keyIds.leafCount())
        .with("leaf", source.leaf())
        .with("channel", source.channel())
        .with("kid", keyIds.of(source))
        .with("ctr", counter)
        .with("metadata", metadata)
        .with("pt", plaintext)
        .with("ct", seal(suite, baseKey, keyIds.of(source), counter, metadata, plaintext))
        .build();
  }

  private static Bytes seal(
      SFrameSuite suite, Bytes baseKey, long keyId, long counter, Bytes metadata, Bytes plaintext) {
    try (var base = Secret.copyOf(baseKey);
        var secret = KeyDerivation.secret(suite, base);
        var cipher = FrameCipher.derive(suite, secret, keyId)) {
      var in = plaintext.toArray();
      var out = new byte[in.length + suite.maxOverhead()];
      return Bytes.copyOf(out, 0, cipher.seal(counter, metadata, in, 0, in.length, out, 0));
    }
  }

  @Override
  public String name() {
    return "sframe-mls";
  }

  @Override
  public Set<String> members() {
    return Set.of(
        "cipher_suite",
        "base_key",
        "epoch",
        "leaf_count",
        "leaf",
        "channel",
        "kid",
        "ctr",
        "metadata",
        "pt",
        "ct");
  }

  @Override
  public void verify(Json.Obj vector) {
    var suite = SFrameVectorKinds.suite(vector);
    var keyIds = new KeyIds(vector.number("epoch"), vector.small("leaf_count"));
    var source = new MediaSource(vector.small("leaf"), vector.small("channel"));
    var metadata = vector.hex("metadata");
    var frame = vector.hex("ct");
    var header = new SFrameHeader(vector.number("kid"), vector.number("ctr"));
    SFrameVectorKinds.holds("the key id", keyIds.of(source) == header.keyId());
    SFrameVectorKinds.holds("the header", SFrameHeader.startOf(frame).equals(header));
    SFrameVectorKinds.same(
        "ct",
        frame,
        seal(
            suite,
            vector.hex("base_key"),
            header.keyId(),
            header.counter(),
            metadata,
            vector.hex("pt")));
    try (var listener =
        MediaKeys.create(suite, (source.leaf() + 1) % keyIds.leafCount(), List.of())) {
      var begun = MediaEpoch.Begun.WITHOUT_REMOVE;
      var epoch = new MediaEpoch(keyIds.epoch(), keyIds.leafCount(), begun);
      listener.enter(epoch, Secret.copyOf(vector.hex("base_key")), (_, _) -> true, Instant.EPOCH);
      var octets = frame.toArray();
      var out = new byte[octets.length];
      var heard =
          listener.unprotect(source, metadata, octets, 0, octets.length, out, 0, Instant.EPOCH);
      if (!(heard instanceof Unprotected.Opened opened)) {
        throw new VectorException("refused: " + heard);
      }
      SFrameVectorKinds.same("pt", vector.hex("pt"), Bytes.copyOf(out, 0, opened.length()));
    }
  }
}
