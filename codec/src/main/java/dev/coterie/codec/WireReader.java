package dev.coterie.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Reads TLS presentation language (RFC 8446 §3, with the vectors of RFC 9420 §2.1.2) from octets
/// in memory. Each read names its field, so that a [MalformedException] can say where it stopped. A
/// length is compared with what is left before anything is allocated, and what it delimits is a
/// slice, not a copy. One owner at a time.
public final class WireReader {
  private final Bytes input;
  private final Limits limits;
  private final int base;
  private final int depth;
  private int at;

  /// A reader at the start of an input, under the default limits.
  public WireReader(Bytes input) {
    this(input, Limits.DEFAULT);
  }

  /// A reader at the start of an input.
  public WireReader(Bytes input, Limits limits) {
    this(input, limits, 0, 0);
    if (input.size() > limits.maxInput()) {
      throw malformed("input", input.size() + " octets, more than " + limits.maxInput());
    }
  }

  private WireReader(Bytes input, Limits limits, int base, int depth) {
    this.input = input;
    this.limits = limits;
    this.base = base;
    this.depth = depth;
  }

  /// Reads an unsigned number of 8 bits.
  public int uint8(String field) {
    need(field, 1);
    return input.at(at++);
  }

  /// Reads an unsigned number of 16 bits.
  public int uint16(String field) {
    need(field, 2);
    int value = input.at(at) << 8 | input.at(at + 1);
    at += 2;
    return value;
  }

  /// Reads an unsigned number of 32 bits.
  public long uint32(String field) {
    need(field, 4);
    long high = uint16(field);
    return high << 16 | uint16(field);
  }

  /// Reads 64 bits; above 2^63 − 1 the result is negative and compares by [Long#compareUnsigned].
  public long uint64(String field) {
    need(field, 8);
    long high = uint32(field);
    return high << 32 | uint32(field);
  }

  /// Reads a length in the form of RFC 9420 §2.1.2, without what it delimits.
  public int varint(String field) {
    return Varint.read(this, field);
  }

  /// Reads so many octets.
  public Bytes fixed(String field, int size) {
    if (size < 0) {
      throw new IllegalArgumentException("size " + size);
    }
    need(field, size);
    var octets = input.slice(at, at + size);
    at += size;
    return octets;
  }

  /// Reads a vector of octets, `opaque field<V>`.
  public Bytes opaque(String field) {
    return fixed(field, varint(field));
  }

  /// Reads a presence octet, which is 0 or 1, and the value if it is 1.
  public <T> Optional<T> optional(String field, Reader<T> value) {
    return switch (uint8(field)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(value.read(this));
      default -> throw malformed(field, "presence octet neither 0 nor 1");
    };
  }

  /// Reads a vector of elements, `T field<V>`: its length counts octets, and its last element ends
  /// at its end.
  public <T> List<T> list(String field, Reader<T> element) {
    var in = region(field);
    var elements = new ArrayList<T>();
    while (!in.isAtEnd()) {
      if (elements.size() == limits.maxElements()) {
        throw in.malformed(field, "more than " + limits.maxElements() + " elements");
      }
      int before = in.at;
      elements.add(element.read(in));
      if (in.at == before) {
        throw in.malformed(field, "element without octets");
      }
    }
    return Collections.unmodifiableList(elements);
  }

  /// Reads a vector of octets and returns a reader over what is inside; the caller ends it with
  /// [#end()].
  public WireReader region(String field) {
    if (depth == limits.maxDepth()) {
      throw malformed(field, "nested deeper than " + limits.maxDepth());
    }
    var octets = opaque(field);
    return new WireReader(octets, limits, offset() - octets.size(), depth + 1);
  }

  /// All octets that are left.
  public Bytes rest() {
    return fixed("rest", remaining());
  }

  /// How many octets are left.
  public int remaining() {
    return input.size() - at;
  }

  /// Whether none are left.
  public boolean isAtEnd() {
    return remaining() == 0;
  }

  /// Ends the reading: what is left over is refused.
  public void end() {
    if (!isAtEnd()) {
      throw malformed("end", remaining() + " octets left over");
    }
  }

  /// Octets from the start of the outermost input.
  public int offset() {
    return base + at;
  }

  /// What was read between an earlier [#offset()] and here: the exact octets for a hash or a
  /// signature.
  public Bytes since(int offset) {
    return input.slice(offset - base, at);
  }

  /// Goes back to an earlier [#offset()].
  void back(int offset) {
    at = offset - base;
  }

  /// An exception that names a field and this place, for the caller to throw.
  public MalformedException malformed(String field, String why) {
    return new MalformedException(field, offset(), why);
  }

  private void need(String field, int size) {
    if (size > remaining()) {
      throw malformed(field, "needs " + size + " octets, " + remaining() + " left");
    }
  }
}
