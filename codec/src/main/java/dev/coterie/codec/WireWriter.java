package dev.coterie.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes TLS presentation language into a growing buffer: the mirror of [WireReader]. A value out
/// of its field's range is a bug of the caller, hence [IllegalArgumentException]. One owner at a
/// time.
///
/// What [#sensitive()] makes leaves no copies behind: arrays that it outgrows, and its last one at
/// [#takeArray()], are wiped.
public final class WireWriter {
  private final boolean wipe;
  private byte[] array = new byte[64];
  private int size;

  /// An empty writer.
  public WireWriter() {
    this(false);
  }

  private WireWriter(boolean wipe) {
    this.wipe = wipe;
  }

  /// An empty writer for octets that must not stay in memory.
  public static WireWriter sensitive() {
    return new WireWriter(true);
  }

  /// Writes an unsigned number of 8 bits.
  public WireWriter uint8(int value) {
    return number(value, 1);
  }

  /// Writes an unsigned number of 16 bits.
  public WireWriter uint16(int value) {
    return number(value, 2);
  }

  /// Writes an unsigned number of 32 bits.
  public WireWriter uint32(long value) {
    return number(value, 4);
  }

  /// Writes 64 bits; a negative argument stands for a number above 2^63 − 1.
  public WireWriter uint64(long value) {
    return number(value >>> 32, 4).number(value & 0xffff_ffffL, 4);
  }

  /// Writes a length in the form of RFC 9420 §2.1.2.
  public WireWriter varint(int value) {
    reserve(Varint.size(value));
    size += Varint.put(value, array, size);
    return this;
  }

  /// Writes octets as they are.
  public WireWriter raw(Bytes octets) {
    reserve(octets.size());
    octets.copyTo(array, size);
    size += octets.size();
    return this;
  }

  /// Writes octets as they are.
  public WireWriter raw(byte[] octets) {
    reserve(octets.length);
    System.arraycopy(octets, 0, array, size, octets.length);
    size += octets.length;
    return this;
  }

  /// Writes a vector of octets, `opaque field<V>`.
  public WireWriter opaque(Bytes octets) {
    return varint(octets.size()).raw(octets);
  }

  /// Writes a vector of octets, `opaque field<V>`.
  public WireWriter opaque(byte[] octets) {
    return varint(octets.length).raw(octets);
  }

  /// Writes a presence octet and the value, if there is one.
  public <T> WireWriter optional(Optional<T> value, Writer<? super T> writer) {
    uint8(value.isPresent() ? 1 : 0);
    value.ifPresent(present -> writer.write(present, this));
    return this;
  }

  /// Writes a vector of elements, `T field<V>`.
  public <T> WireWriter list(List<? extends T> elements, Writer<T> writer) {
    return vector(
        out -> {
          for (T element : elements) {
            writer.write(element, out);
          }
        });
  }

  /// Writes a vector of whatever the body writes, with its length before it. If the body throws,
  /// nothing is written.
  public WireWriter vector(Consumer<WireWriter> body) {
    int start = size;
    reserve(4);
    size += 4;
    boolean done = false;
    try {
      body.accept(this);
      int length = size - start - 4;
      int header = Varint.put(length, array, start);
      System.arraycopy(array, start + 4, array, start + header, length);
      size = start + header + length;
      done = true;
    } finally {
      if (!done) {
        size = start;
      }
    }
    return this;
  }

  /// How many octets are written.
  public int size() {
    return size;
  }

  /// A copy of what is written.
  public Bytes toBytes() {
    return Bytes.wrap(Arrays.copyOf(array, size));
  }

  /// What is written, in an array that now belongs to the caller. The writer is empty afterwards,
  /// and its buffer wiped.
  public byte[] takeArray() {
    var taken = Arrays.copyOf(array, size);
    Arrays.fill(array, (byte) 0);
    size = 0;
    return taken;
  }

  private WireWriter number(long value, int octets) {
    if (value < 0 || value >>> (8 * octets) != 0) {
      throw new IllegalArgumentException(value + " does not fit " + 8 * octets + " bits");
    }
    reserve(octets);
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
      array[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  private void reserve(int octets) {
    if (octets > array.length - size) {
      int wanted = Math.max(Math.addExact(size, octets), Math.min(array.length, 1 << 29) * 2);
      var grown = Arrays.copyOf(array, wanted);
      if (wipe) {
        Arrays.fill(array, (byte) 0);
      }
      array = grown;
    }
  }
}
