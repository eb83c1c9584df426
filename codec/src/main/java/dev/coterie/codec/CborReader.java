package dev.coterie.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// Reads CBOR, and nothing but its core deterministic encoding (RFC 8949 §4.2.1): what [CborWriter]
/// would write for the same values. Tags, floating point, indefinite lengths, longer forms, and map
/// keys out of order are malformed. Each read names its field; counts are compared with the octets
/// left before anything is allocated. One owner at a time.
public final class CborReader {
  private final WireReader in;
  private final Limits limits;
  private int depth;

  /// A reader at the start of an input, under the default limits.
  public CborReader(Bytes input) {
    this(input, Limits.DEFAULT);
  }

  /// A reader at the start of an input.
  public CborReader(Bytes input, Limits limits) {
    this.in = new WireReader(input, limits);
    this.limits = limits;
  }

  /// Reads a whole input under the default limits.
  ///
  /// @throws MalformedException if it does not parse, or does not end where the value ends
  public static <T> T decode(Bytes input, Function<CborReader, T> value) {
    return decode(input, Limits.DEFAULT, value);
  }

  /// Reads a whole input.
  ///
  /// @throws MalformedException if it does not parse, exceeds a limit, or does not end where the
  ///   value ends
  public static <T> T decode(Bytes input, Limits limits, Function<CborReader, T> value) {
    var reader = new CborReader(input, limits);
    T result = value.apply(reader);
    reader.end();
    return result;
  }

  /// The kind of the next item.
  public enum Kind {
    /// An integer of either sign.
    INTEGER,
    /// A byte string.
    BYTES,
    /// A text string.
    TEXT,
    /// An array.
    ARRAY,
    /// A map.
    MAP,
    /// True or false.
    BOOL,
    /// Null.
    NIL
  }

  /// What comes next, without reading it.
  public Kind peek(String field) {
    int start = in.offset();
    int first = in.uint8(field);
    in.back(start);
    return switch (first >>> 5) {
      case Cbor.UINT, Cbor.NEGATIVE -> Kind.INTEGER;
      case Cbor.BYTES -> Kind.BYTES;
      case Cbor.TEXT -> Kind.TEXT;
      case Cbor.ARRAY -> Kind.ARRAY;
      case Cbor.MAP -> Kind.MAP;
      case Cbor.SIMPLE ->
          switch (first & 0x1f) {
            case Cbor.FALSE, Cbor.TRUE -> Kind.BOOL;
            case Cbor.NULL -> Kind.NIL;
            default -> throw malformed(field, "floating point or unknown simple value");
          };
      default -> throw malformed(field, "tag");
    };
  }

  /// Reads an unsigned integer, 0 to 2^63 − 1.
  public long uint(String field) {
    long value = uint64(field);
    if (value < 0) {
      throw malformed(field, "above 2^63 - 1");
    }
    return value;
  }

  /// Reads an unsigned integer of at most a given value.
  public long uint(String field, long most) {
    long value = uint(field);
    if (value > most) {
      throw malformed(field, "above " + most);
    }
    return value;
  }

  /// Reads an unsigned integer of 64 bits; above 2^63 − 1 the result is negative and compares by
  /// [Long#compareUnsigned].
  public long uint64(String field) {
    return argument(field, Cbor.UINT, "unsigned integer");
  }

  /// Reads an integer, −2^63 to 2^63 − 1.
  public long integer(String field) {
    int first = next(field);
    int major = first >>> 5;
    if (major != Cbor.UINT && major != Cbor.NEGATIVE) {
      throw malformed(field, "not an integer");
    }
    long value = argument(field, first);
    if (value < 0) {
      throw malformed(field, "beyond 64 bits with a sign");
    }
    return major == Cbor.UINT ? value : -1 - value;
  }

  /// Reads a byte string.
  public Bytes bytes(String field) {
    return in.fixed(field, length(field, Cbor.BYTES, "byte string", 1));
  }

  /// Reads a byte string of just this size.
  public Bytes bytes(String field, int size) {
    var value = bytes(field);
    if (value.size() != size) {
      throw malformed(field, value.size() + " octets instead of " + size);
    }
    return value;
  }

  /// Reads a text string, strictly UTF-8.
  public String text(String field) {
    var octets = in.fixed(field, length(field, Cbor.TEXT, "text string", 1));
    try {
      return octets.utf8();
    } catch (MalformedException e) {
      throw malformed(field, e.why());
    }
  }

  /// Reads true or false.
  public boolean bool(String field) {
    return switch (next(field)) {
      case Cbor.SIMPLE << 5 | Cbor.FALSE -> false;
      case Cbor.SIMPLE << 5 | Cbor.TRUE -> true;
      default -> throw malformed(field, "not a boolean");
    };
  }

  /// Reads null.
  public void nil(String field) {
    if (next(field) != (Cbor.SIMPLE << 5 | Cbor.NULL)) {
      throw malformed(field, "not null");
    }
  }

  /// Reads an array.
  public <T> List<T> array(String field, Function<CborReader, T> element) {
    int count = length(field, Cbor.ARRAY, "array", 1);
    if (count > limits.maxElements()) {
      throw malformed(field, "more than " + limits.maxElements() + " elements");
    }
    enter(field);
    var elements = new ArrayList<T>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      elements.add(element.apply(this));
    }
    depth--;
    return Collections.unmodifiableList(elements);
  }

  /// Reads an array of just so many elements, each of a type of its own: the body reads them in
  /// order, all of them.
  public <T> T tuple(String field, int size, Function<CborReader, T> body) {
    int count = length(field, Cbor.ARRAY, "array", 1);
    if (count != size) {
      throw malformed(field, count + " elements instead of " + size);
    }
    enter(field);
    T result = body.apply(this);
    depth--;
    return result;
  }

  /// Reads a map: the body asks for its keys in ascending order, and every key must be asked for.
  public <T> T map(String field, Function<CborMap, T> body) {
    int count = length(field, Cbor.MAP, "map", 2);
    if (count > limits.maxElements()) {
      throw malformed(field, "more than " + limits.maxElements() + " entries");
    }
    enter(field);
    var map = new CborMap(this, field, count);
    T result = body.apply(map);
    map.end();
    depth--;
    return result;
  }

  /// Reads one item of any kind and returns its encoding.
  public Bytes item(String field) {
    int start = in.offset();
    switch (peek(field)) {
      case INTEGER -> argument(field, next(field));
      case BYTES -> bytes(field);
      case TEXT -> text(field);
      case BOOL -> bool(field);
      case NIL -> nil(field);
      case ARRAY -> array(field, element -> element.item(field));
      case MAP -> map(field, CborMap::skipAll);
    }
    return in.since(start);
  }

  /// Ends the reading: what is left over is refused.
  public void end() {
    in.end();
  }

  /// An exception that names a field and this place, for the caller to throw.
  public MalformedException malformed(String field, String why) {
    return in.malformed(field, why);
  }

  private void enter(String field) {
    if (depth == limits.maxDepth()) {
      throw malformed(field, "nested deeper than " + limits.maxDepth());
    }
    depth++;
  }

  private int next(String field) {
    return in.uint8(field);
  }

  private long argument(String field, int major, String what) {
    int first = next(field);
    if (first >>> 5 != major) {
      throw malformed(field, "not of type " + what);
    }
    return argument(field, first);
  }

  /// Reads the number of octets, elements or entries, each of which takes so many octets at least.
  private int length(String field, int major, String what, int least) {
    long value = argument(field, major, what);
    if (value < 0 || value > in.remaining() / least) {
      throw malformed(field, what + " longer than the " + in.remaining() + " octets left");
    }
    return (int) value;
  }

  private long argument(String field, int first) {
    int info = first & 0x1f;
    if (info < 24) {
      return info;
    }
    long value;
    long least;
    switch (info) {
      case 24 -> {
        value = in.uint8(field);
        least = 24;
      }
      case 25 -> {
        value = in.uint16(field);
        least = 1L << 8;
      }
      case 26 -> {
        value = in.uint32(field);
        least = 1L << 16;
      }
      case 27 -> {
        value = in.uint64(field);
        least = 1L << 32;
      }
      default -> throw malformed(field, "indefinite or reserved length");
    }
    if (Long.compareUnsigned(value, least) < 0) {
      throw malformed(field, "number not in its shortest form");
    }
    return value;
  }
}
