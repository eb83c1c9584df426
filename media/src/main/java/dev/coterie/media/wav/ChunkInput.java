package dev.coterie.media.wav;

import dev.coterie.codec.MalformedException;
import dev.coterie.codec.UnavailableException;
import java.io.IOException;
import java.io.InputStream;

/// Octets of a file in order, little-endian, with the place where reading stands.
final class ChunkInput {
  private final InputStream in;
  private long at;

  ChunkInput(InputStream in) {
    this.in = in;
  }

  long at() {
    return at;
  }

  /// @param chunk what is being read, for the message
  byte[] take(String chunk, int size) {
    var octets = new byte[size];
    int got = read(octets, size);
    if (got < size) {
      throw malformed(chunk, "the file ends " + (size - got) + " octets too early");
    }
    return octets;
  }

  /// Reads until there are as many or the file ends.
  int read(byte[] into, int size) {
    try {
      int got = in.readNBytes(into, 0, size);
      at += got;
      return got;
    } catch (IOException e) {
      throw new UnavailableException("the WAV file", e);
    }
  }

  long uint32(String chunk) {
    return little(take(chunk, 4), 0, 4) & 0xffff_ffffL;
  }

  void skip(String chunk, long size) {
    try {
      in.skipNBytes(size);
      at += size;
    } catch (java.io.EOFException _) {
      throw malformed(chunk, "the file ends before its " + size + " octets");
    } catch (IOException e) {
      throw new UnavailableException("the WAV file", e);
    }
  }

  void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UnavailableException("the WAV file", e);
    }
  }

  MalformedException malformed(String chunk, String why) {
    return new MalformedException("WAV " + chunk, (int) Math.min(at, Integer.MAX_VALUE), why);
  }

  /// The octets `[from, from + size)` as a number, the last one signed.
  static int little(byte[] octets, int from, int size) {
    int value = octets[from + size - 1];
    for (int i = from + size - 2; i >= from; i--) {
      value = (value << 8) | (octets[i] & 0xff);
    }
    return value;
  }
}
