package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import java.util.function.Function;

/// How one structure looks in a vector.
///
/// @param name what the vector calls it
/// @param form how it is encoded
/// @param type its values
/// @param show a value's fields
/// @param read the value with these fields
record Shape<T>(
    String name,
    KeyedForm<T> form,
    Class<T> type,
    Function<T, Json.Obj> show,
    Function<Json.Obj, T> read) {

  /// A vector that shows a value with its encoding.
  Json.Obj vector(String title, Object value) {
    T typed = type.cast(value);
    return Json.object()
        .with("name", new Json.Text(title))
        .with("structure", new Json.Text(name))
        .with("value", show.apply(typed))
        .with("encoding", form.encode(typed))
        .build();
  }

  /// Fields to octets, octets to fields.
  void verify(Json.Obj fields, Bytes encoding) {
    T value = read.apply(fields);
    if (!form.encode(value).equals(encoding)) {
      throw new VectorException(name + " has another encoding: " + form.encode(value).toHex());
    }
    if (!form.decode(encoding).equals(value)) {
      throw new VectorException(name + " decodes to another value");
    }
    if (!show.apply(value).equals(fields)) {
      throw new VectorException(name + " has other fields");
    }
  }
}
