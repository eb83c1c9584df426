package dev.coterie.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An immutable octet string. Slices share the array they were cut from and cost no copy;
/// [#detached()] cuts one loose when a small piece would keep a big message alive. Equal by
/// content, ordered as unsigned octets. Not for secrets: nothing here is wiped or compared in
/// constant time.
public final class Bytes implements Comparable<Bytes> {
  /// No octets at all.
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private static final int SHOWN = 8;

  private final byte[] array;
  private final int start;
  private final int size;

  private Bytes(byte[] array, int start, int size) {
    this.array = array;
    this.start = start;
    this.size = size;
  }

  /// Reads the octets in place. Whoever gets the array must neither change nor keep it.
  @FunctionalInterface
  public interface Window<T extends @Nullable Object> {
    /// Called with the octets `array[offset .. offset + length)`.
    T on(byte[] array, int offset, int length);
  }

  /// A copy of the whole array.
  public static Bytes copyOf(byte[] octets) {
    return wrap(octets.clone());
  }

  /// A copy of a part of an array.
  public static Bytes copyOf(byte[] octets, int from, int to) {
    return wrap(Arrays.copyOfRange(octets, from, to));
  }

  /// Takes the array without a copy: the caller gives it up and must not touch it again.
  public static Bytes wrap(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets, 0, octets.length);
  }

  /// The octets given as numbers 0 to 255.
  public static Bytes of(int... octets) {
    var array = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] < 0 || octets[i] > 0xff) {
        throw new IllegalArgumentException("not an octet: " + octets[i]);
      }
      array[i] = (byte) octets[i];
    }
    return wrap(array);
  }

  /// The text in UTF-8; a lone surrogate is refused.
  public static Bytes ofUtf8(String text) {
    try {
      var encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(java.nio.CharBuffer.wrap(text));
      var array = new byte[encoded.remaining()];
      encoded.get(array);
      return wrap(array);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text with a lone surrogate", e);
    }
  }

  /// Octets from hexadecimal digits of either case, without separators.
  public static Bytes fromHex(String digits) {
    return wrap(HexFormat.of().parseHex(digits));
  }

  /// All parts, one after the other.
  public static Bytes concat(Bytes... parts) {
    long total = 0;
    for (var part : parts) {
      total += part.size;
    }
    var array = new byte[Math.toIntExact(total)];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part.array, part.start, array, at, part.size);
      at += part.size;
    }
    return wrap(array);
  }

  /// The number of octets.
  public int size() {
    return size;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return size == 0;
  }

  /// One octet, 0 to 255.
  public int at(int index) {
    return array[start + Objects.checkIndex(index, size)] & 0xff;
  }

  /// The octets `[from, to)`, shared.
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, size);
    return from == to ? EMPTY : new Bytes(array, start + from, to - from);
  }

  /// All octets from an index on, shared.
  public Bytes slice(int from) {
    return slice(from, size);
  }

  /// The same octets in an array of just their size.
  public Bytes detached() {
    return array.length == size ? this : wrap(toArray());
  }

  /// A copy in an array of its own.
  public byte[] toArray() {
    return Arrays.copyOfRange(array, start, start + size);
  }

  /// Copies all octets to a place in another array.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(array, start, target, offset, size);
  }

  /// A read-only view for channels and digests.
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(array, start, size).slice().asReadOnlyBuffer();
  }

  /// Lends the octets in place for one call.
  public <T extends @Nullable Object> T lend(Window<T> window) {
    return window.on(array, start, size);
  }

  /// Lower-case hexadecimal digits.
  public String toHex() {
    return HexFormat.of().formatHex(array, start, start + size);
  }

  /// The octets read as UTF-8, strictly.
  ///
  /// @throws MalformedException if they are not UTF-8
  public String utf8() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(buffer()).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedException("text", 0, "not UTF-8");
    }
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, start, start + size, other.array, other.start, other.start + other.size);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, start, start + size, that.array, that.start, that.start + that.size);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = start; i < start + size; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /// Size and the first octets, such as `Bytes[32: a1b2c3d4e5f60718…]`.
  @Override
  public String toString() {
    var shown = slice(0, Math.min(size, SHOWN)).toHex();
    return "Bytes[" + size + ": " + shown + (size > SHOWN ? "…]" : "]");
  }
}
