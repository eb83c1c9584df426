package dev.coterie.vectors.gbp;

import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Values and the one encoding of each.
final class EncodingVectors implements VectorKind {
  static final List<Shape<?>> SHAPES =
      Stream.of(
              HeaderShapes.ALL,
              List.of(ControlShapes.CONTROL, TextShapes.TEXT, AudioShapes.AUDIO),
              ReturnShapes.ALL)
          .<Shape<?>>flatMap(List::stream)
          .toList();

  static Shape<?> shape(Json.Obj vector) {
    var name = vector.text("structure");
    return SHAPES.stream()
        .filter(shape -> shape.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new VectorException("no structure " + name));
  }

  @Override
  public String name() {
    return "gbp2-encodings";
  }

  @Override
  public Set<String> members() {
    return Set.of("name", "structure", "value", "encoding");
  }

  @Override
  public void verify(Json.Obj vector) {
    shape(vector).verify(vector.object("value"), vector.hex("encoding"));
  }
}
