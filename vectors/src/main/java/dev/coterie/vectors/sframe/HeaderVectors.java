package dev.coterie.vectors.sframe;

import dev.coterie.sframe.SFrameHeader;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Headers and the one encoding of each.
final class HeaderVectors implements VectorKind {
  static List<Json.Obj> make() {
    var vectors = new ArrayList<Json.Obj>();
    for (long keyId : new long[] {0, 7, 8, 0x123, 0x8000_0000L, -1}) {
      for (int bits = 0; bits <= Long.SIZE; bits += 4) {
        long counter = bits == Long.SIZE ? -1 : (1L << bits) - 1;
        var header = new SFrameHeader(keyId, counter);
        vectors.add(
            Json.object()
                .with("kid", keyId)
                .with("ctr", counter)
                .with("encoded", header.encode())
                .build());
      }
    }
    return vectors;
  }

  @Override
  public String name() {
    return "header";
  }

  @Override
  public Set<String> members() {
    return Set.of("kid", "ctr", "encoded");
  }

  @Override
  public void verify(Json.Obj vector) {
    var header = new SFrameHeader(vector.number("kid"), vector.number("ctr"));
    var encoded = vector.hex("encoded");
    SFrameVectorKinds.same("encoding", encoded, header.encode());
    var decoded = SFrameHeader.decode(encoded);
    if (!decoded.equals(header)) {
      throw new VectorException("decoded as " + decoded);
    }
  }
}
