package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.Set;

/// Lengths of vectors, RFC 9420 §2.1.2.
final class DeserializationVectors implements VectorKind {
  @Override
  public String name() {
    return "deserialization";
  }

  @Override
  public Set<String> members() {
    return Set.of("vlbytes_header", "length");
  }

  @Override
  public void verify(Json.Obj vector) {
    Bytes header = vector.hex("vlbytes_header");
    var in = new WireReader(header);
    int length = in.varint("length");
    in.end();
    Expect.same("length", vector.number("length"), length);
    Expect.same("length written again", header, new WireWriter().varint(length).toBytes());
  }
}
