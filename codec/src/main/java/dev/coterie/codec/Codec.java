package dev.coterie.codec;

/// How values of one type look on the wire: a reader and a writer that undo each other. Immutable;
/// thread-safe when both functions are.
public final class Codec<T> implements Reader<T>, Writer<T> {
  private final Reader<T> reader;
  private final Writer<T> writer;

  private Codec(Reader<T> reader, Writer<T> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /// A codec of the two directions.
  public static <T> Codec<T> of(Reader<T> reader, Writer<T> writer) {
    return new Codec<>(reader, writer);
  }

  /// Reads a whole input under the default limits.
  ///
  /// @throws MalformedException if it does not parse, or does not end where the value ends
  public T decode(Bytes input) {
    return decode(input, Limits.DEFAULT);
  }

  /// Reads a whole input.
  ///
  /// @throws MalformedException if it does not parse, exceeds a limit, or does not end where the
  ///   value ends
  public T decode(Bytes input, Limits limits) {
    var in = new WireReader(input, limits);
    T value = reader.read(in);
    in.end();
    return value;
  }

  /// The value's octets.
  public Bytes encode(T value) {
    var out = new WireWriter();
    writer.write(value, out);
    return out.toBytes();
  }

  @Override
  public T read(WireReader in) {
    return reader.read(in);
  }

  @Override
  public void write(T value, WireWriter out) {
    writer.write(value, out);
  }
}
