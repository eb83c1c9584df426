package dev.coterie.sframe.media;

import dev.coterie.codec.Bytes;
import dev.coterie.sframe.HeaderReader;
import dev.coterie.sframe.cipher.FrameCipher;

/// One key that opens, with the memory of what it opened. Closed with its epoch, or when its leaf
/// changes hands.
final class SourceKey implements AutoCloseable {
  private final MediaSource source;
  private final long epoch;
  private final FrameCipher cipher;
  private final ReplayWindow window = new ReplayWindow();

  SourceKey(MediaSource source, long epoch, FrameCipher cipher) {
    this.source = source;
    this.epoch = epoch;
    this.cipher = cipher;
  }

  MediaSource source() {
    return source;
  }

  long keyId() {
    return cipher.keyId();
  }

  /// Opens a frame and, only if it is authentic, remembers its counter.
  Unprotected open(
      HeaderReader header,
      Bytes metadata,
      byte[] frame,
      int offset,
      int length,
      byte[] out,
      int outOffset) {
    long counter = header.counter();
    switch (window.place(counter)) {
      case TOO_OLD -> {
        return Refusal.TOO_OLD;
      }
      case SEEN -> {
        return Refusal.REPLAYED;
      }
      case NEW -> {}
    }
    int size = cipher.open(counter, header.size(), metadata, frame, offset, length, out, outOffset);
    if (size < 0) {
      return Refusal.NOT_AUTHENTIC;
    }
    window.record(counter);
    return new Unprotected.Opened(size, source, epoch, counter);
  }

  @Override
  public void close() {
    cipher.close();
  }
}
