package dev.coterie.sframe;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;

/// The start of every frame. RFC 9605 §4.3: a config byte with two fields of three bits, each a
/// number below 8 itself or the length, less one, of the number that follows in as few octets as
/// hold it:
///
/// ```
///   X KKK Y CCC │ key id, if X │ counter, if Y
/// ```
///
/// Both numbers are unsigned, so those from 2^63 on look negative.
///
/// @param keyId which key (`KID`)
/// @param counter which frame under that key (`CTR`)
public record SFrameHeader(long keyId, long counter) {
  /// Octets of the longest header.
  public static final int MAX_SIZE = 17;

  static final int FOLLOWS = 8;

  /// A header and nothing else.
  ///
  /// @throws MalformedException if that is not what it is
  public static SFrameHeader decode(Bytes octets) {
    var header = startOf(octets);
    int size = size(header.keyId, header.counter);
    if (size != octets.size()) {
      throw new MalformedException("header", size, "more octets than a header");
    }
    return header;
  }

  /// The header at the start of a frame.
  ///
  /// @throws MalformedException if there is none
  public static SFrameHeader startOf(Bytes frame) {
    var reader = new HeaderReader();
    if (!frame.lend(reader::read)) {
      throw new MalformedException("header", 0, reader.fault());
    }
    return new SFrameHeader(reader.keyId(), reader.counter());
  }

  /// Its one encoding; any longer one is refused.
  public Bytes encode() {
    var octets = new byte[MAX_SIZE];
    return Bytes.copyOf(octets, 0, write(keyId, counter, octets, 0));
  }

  /// Octets of a header.
  public static int size(long keyId, long counter) {
    return 1 + following(keyId) + following(counter);
  }

  /// Writes a header to a place in an array, without allocating.
  ///
  /// @return how many octets were written
  public static int write(long keyId, long counter, byte[] out, int offset) {
    int keyOctets = following(keyId);
    int counterOctets = following(counter);
    out[offset] = (byte) (field(keyId, keyOctets) << 4 | field(counter, counterOctets));
    put(keyId, keyOctets, out, offset + 1);
    put(counter, counterOctets, out, offset + 1 + keyOctets);
    return 1 + keyOctets + counterOctets;
  }

  private static int following(long number) {
    return number >= 0 && number < FOLLOWS
        ? 0
        : (Long.SIZE - Long.numberOfLeadingZeros(number) + 7) / Byte.SIZE;
  }

  private static int field(long number, int octets) {
    return octets == 0 ? (int) number : FOLLOWS | (octets - 1);
  }

  private static void put(long number, int octets, byte[] out, int offset) {
    for (int i = 0; i < octets; i++) {
      out[offset + i] = (byte) (number >>> (Byte.SIZE * (octets - 1 - i)));
    }
  }
}
