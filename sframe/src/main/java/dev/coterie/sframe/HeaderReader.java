package dev.coterie.sframe;

/// Reads headers one after the other, without allocating: what a receiver does before it knows
/// anything else of a frame. Not thread-safe: it has one owner.
public final class HeaderReader {
  private static final String NONE = "";

  private long keyId;
  private long counter;
  private int size;
  private String fault = NONE;

  /// A reader that has read nothing.
  public HeaderReader() {}

  /// Reads the header with which `octets[offset .. offset + length)` starts. A number in more
  /// octets than it needs is no header: the octets are authenticated, and have one form.
  ///
  /// @return whether there is one; if not, only [#fault] tells something
  public boolean read(byte[] octets, int offset, int length) {
    if (length < 1) {
      return fail("empty");
    }
    int config = octets[offset] & 0xff;
    int keyOctets = following(config >> 4);
    int counterOctets = following(config & 0xf);
    int total = 1 + keyOctets + counterOctets;
    if (length < total) {
      return fail("ends inside the header");
    }
    long first = number(config >> 4, octets, offset + 1, keyOctets);
    long second = number(config & 0xf, octets, offset + 1 + keyOctets, counterOctets);
    if (total != SFrameHeader.size(first, second)) {
      return fail("a number in more octets than it needs");
    }
    keyId = first;
    counter = second;
    size = total;
    fault = NONE;
    return true;
  }

  private boolean fail(String why) {
    fault = why;
    return false;
  }

  private static int following(int field) {
    return field < SFrameHeader.FOLLOWS ? 0 : field - SFrameHeader.FOLLOWS + 1;
  }

  private static long number(int field, byte[] octets, int offset, int count) {
    if (count == 0) {
      return field;
    }
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << Byte.SIZE | (octets[offset + i] & 0xff);
    }
    return number;
  }

  /// The key id of the header read last.
  public long keyId() {
    return keyId;
  }

  /// The counter of the header read last.
  public long counter() {
    return counter;
  }

  /// The octets of the header read last.
  public int size() {
    return size;
  }

  /// Why the last octets read start with no header; empty if they do.
  public String fault() {
    return fault;
  }
}
