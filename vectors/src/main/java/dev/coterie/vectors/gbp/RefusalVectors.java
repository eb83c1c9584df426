package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.Set;

/// Octets that are no encoding of anything, and how they are refused.
final class RefusalVectors implements VectorKind {
  /// How octets are refused: `MALFORMED` with the field, or the name of a rule.
  record Refusal(String rule, String field) {}

  static Refusal refusal(Shape<?> shape, Bytes octets) {
    try {
      var value = shape.form().decode(octets);
      throw new VectorException("taken as " + value);
    } catch (MalformedException e) {
      return new Refusal("MALFORMED", e.field());
    } catch (RefusedException e) {
      return new Refusal(e.rule().name(), "");
    }
  }

  static Json.Obj vector(String title, Shape<?> shape, Bytes octets) {
    var refusal = refusal(shape, octets);
    return Json.object()
        .with("name", Fields.text(title))
        .with("structure", Fields.text(shape.name()))
        .with("octets", octets)
        .with("refused", Fields.text(refusal.rule))
        .with("field", Fields.text(refusal.field))
        .build();
  }

  @Override
  public String name() {
    return "gbp2-refusals";
  }

  @Override
  public Set<String> members() {
    return Set.of("name", "structure", "octets", "refused", "field");
  }

  @Override
  public void verify(Json.Obj vector) {
    var refusal = refusal(EncodingVectors.shape(vector), vector.hex("octets"));
    var expected = new Refusal(vector.text("refused"), vector.text("field"));
    if (!refusal.equals(expected)) {
      throw new VectorException("refused as " + refusal + ", not as " + expected);
    }
  }
}
