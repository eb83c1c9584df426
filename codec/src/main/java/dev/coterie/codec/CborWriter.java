package dev.coterie.codec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Writes CBOR in its core deterministic encoding (RFC 8949 §4.2.1): definite lengths, shortest
/// forms, map keys in the bytewise order of their encodings, each once. No tags and no floating
/// point. One owner at a time.
public final class CborWriter {
  private final WireWriter out = new WireWriter();

  /// An empty writer.
  public CborWriter() {}

  /// The octets that a writer function makes.
  public static Bytes encode(Consumer<CborWriter> body) {
    var writer = new CborWriter();
    body.accept(writer);
    return writer.toBytes();
  }

  /// Writes an unsigned integer, 0 to 2^63 − 1.
  public CborWriter uint(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    return head(Cbor.UINT, value);
  }

  /// Writes an unsigned integer of 64 bits; a negative argument stands for a number above 2^63 − 1.
  public CborWriter uint64(long value) {
    return head(Cbor.UINT, value);
  }

  /// Writes an integer of either sign.
  public CborWriter integer(long value) {
    return value < 0 ? head(Cbor.NEGATIVE, -1 - value) : head(Cbor.UINT, value);
  }

  /// Writes a byte string.
  public CborWriter bytes(Bytes value) {
    head(Cbor.BYTES, value.size());
    out.raw(value);
    return this;
  }

  /// Writes a text string; a lone surrogate is refused.
  public CborWriter text(String value) {
    var utf8 = Bytes.ofUtf8(value);
    head(Cbor.TEXT, utf8.size());
    out.raw(utf8);
    return this;
  }

  /// Writes true or false.
  public CborWriter bool(boolean value) {
    return head(Cbor.SIMPLE, value ? Cbor.TRUE : Cbor.FALSE);
  }

  /// Writes null.
  public CborWriter nil() {
    return head(Cbor.SIMPLE, Cbor.NULL);
  }

  /// Writes an array.
  public <T> CborWriter array(List<? extends T> elements, BiConsumer<CborWriter, T> element) {
    head(Cbor.ARRAY, elements.size());
    for (T value : elements) {
      element.accept(this, value);
    }
    return this;
  }

  /// Writes a map, whose entries may be put in any order.
  public CborWriter map(Consumer<Entries> body) {
    var entries = new Entries();
    body.accept(entries);
    head(Cbor.MAP, entries.sorted.size());
    entries.sorted.forEach((key, value) -> out.raw(key).raw(value));
    return this;
  }

  /// Writes an item that is encoded already, as [CborReader#item] gave it.
  public CborWriter item(Bytes encoded) {
    out.raw(encoded);
    return this;
  }

  /// A copy of what is written.
  public Bytes toBytes() {
    return out.toBytes();
  }

  /// The entries of a map that is being written.
  public static final class Entries {
    private final Map<Bytes, Bytes> sorted = new TreeMap<>();

    private Entries() {}

    /// Puts a value under an integer.
    public Entries put(long key, Consumer<CborWriter> value) {
      return put(encode(writer -> writer.integer(key)), value);
    }

    /// Puts a value under a text.
    public Entries put(String key, Consumer<CborWriter> value) {
      return put(encode(writer -> writer.text(key)), value);
    }

    private Entries put(Bytes key, Consumer<CborWriter> value) {
      if (sorted.putIfAbsent(key, encode(value)) != null) {
        throw new IllegalArgumentException("map key put twice");
      }
      return this;
    }
  }

  /// Writes a type and its argument, which is read as unsigned.
  private CborWriter head(int major, long argument) {
    int type = major << 5;
    if (argument >>> 32 != 0) {
      out.uint8(type | 27).uint64(argument);
    } else if (argument >>> 16 != 0) {
      out.uint8(type | 26).uint32(argument);
    } else if (argument >>> 8 != 0) {
      out.uint8(type | 25).uint16((int) argument);
    } else if (argument >= 24) {
      out.uint8(type | 24).uint8((int) argument);
    } else {
      out.uint8(type | (int) argument);
    }
    return this;
  }
}
