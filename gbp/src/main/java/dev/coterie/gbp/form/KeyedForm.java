package dev.coterie.gbp.form;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CborReader;
import dev.coterie.codec.CborWriter;
import dev.coterie.codec.Limits;
import dev.coterie.codec.MalformedException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// How one structure looks as a keyed map, and how many octets it may take at most. Immutable.
///
/// @param name what is read, for messages
/// @param maxOctets longest encoding that is read or written
/// @param reader takes all keys that it knows, in ascending order
/// @param writer gives every key at most once
public record KeyedForm<T>(
    String name,
    int maxOctets,
    Function<KeyedReader, T> reader,
    BiConsumer<T, KeyedWriter> writer) {
  /// Longest list, and deepest nesting: `docs/gbp2.md` §14.
  private static final Limits LIMITS = new Limits(Limits.DEFAULT.maxInput(), 256, 5);

  /// The value that the whole input encodes.
  ///
  /// @throws MalformedException if the input is too long, not in the one right encoding, or breaks
  ///   the structure's ranges
  public T decode(Bytes input) {
    if (input.size() > maxOctets) {
      throw new MalformedException(name, 0, input.size() + " octets, at most " + maxOctets);
    }
    return CborReader.decode(input, LIMITS, cbor -> KeyedReader.read(cbor, name, reader));
  }

  /// The value's one encoding.
  public Bytes encode(T value) {
    var octets =
        CborWriter.encode(
            out -> out.map(entries -> writer.accept(value, new KeyedWriter(entries))));
    if (octets.size() > maxOctets) {
      throw new IllegalArgumentException(
          name + ": " + octets.size() + " octets, at most " + maxOctets);
    }
    return octets;
  }
}
