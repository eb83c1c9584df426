package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.MediaHeader;

/// Where the header of a frame ends: `opaque header<V>`, of which only lengths up to 64 are read,
/// so in one octet or two. Allocates nothing. Not thread-safe: it has one owner.
final class FrameSplitter {
  /// The most octets of a frame.
  static final int MAX_FRAME = 16_384;

  private static final int TWO_OCTETS = 0x40;

  private int start;
  private int end;

  /// Reads the length with which a frame starts.
  ///
  /// @return whether it is one, in its shortest form, and the frame is longer
  boolean split(Bytes frame) {
    if (frame.isEmpty()) {
      return false;
    }
    int first = frame.at(0);
    if (first < TWO_OCTETS) {
      return cut(1, first, frame);
    }
    if (first != TWO_OCTETS || frame.size() < 2 || frame.at(1) < TWO_OCTETS) {
      return false;
    }
    return cut(2, frame.at(1), frame);
  }

  private boolean cut(int from, int length, Bytes frame) {
    start = from;
    end = from + length;
    return length <= MediaHeader.FORM.maxOctets() && end <= frame.size();
  }

  /// Where the header starts.
  int start() {
    return start;
  }

  /// Where it ends, and what SFrame made starts.
  int end() {
    return end;
  }

  /// Puts a header and what SFrame made together.
  static Bytes join(Bytes header, byte[] sealed, int length) {
    int prefix = header.size() < TWO_OCTETS ? 1 : 2;
    var frame = new byte[prefix + header.size() + length];
    frame[0] = (byte) (prefix == 1 ? header.size() : TWO_OCTETS);
    if (prefix == 2) {
      frame[1] = (byte) header.size();
    }
    header.copyTo(frame, prefix);
    System.arraycopy(sealed, 0, frame, prefix + header.size(), length);
    return Bytes.wrap(frame);
  }
}
