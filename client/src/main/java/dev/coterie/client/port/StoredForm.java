package dev.coterie.client.port;

import dev.coterie.codec.Codec;
import dev.coterie.codec.Reader;
import dev.coterie.codec.Writer;
import java.time.DateTimeException;

/// Forms of rows. What is read back from a store is input like any other: a value out of its range
/// is malformed, whoever checks it.
public final class StoredForm {
  private StoredForm() {}

  /// A codec whose reader turns refusals of constructors into
  /// [dev.coterie.codec.MalformedException].
  public static <T> Codec<T> of(Reader<T> reader, Writer<T> writer) {
    return Codec.of(
        in -> {
          try {
            return reader.read(in);
          } catch (IllegalArgumentException | DateTimeException e) {
            throw in.malformed("row", String.valueOf(e.getMessage()));
          }
        },
        writer);
  }
}
