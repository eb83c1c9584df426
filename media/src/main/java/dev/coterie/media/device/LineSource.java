package dev.coterie.media.device;

import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.TargetDataLine;

/// An open microphone. Closing it from another thread ends a read that waits.
final class LineSource implements PcmSource {
  private final TargetDataLine line;
  private final int channels;
  private final byte[] octets;

  LineSource(TargetDataLine line, int channels) {
    this.line = line;
    this.channels = channels;
    this.octets = new byte[Pcm.FRAME * channels * Short.BYTES];
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public boolean read(short[] frame) {
    if (frame.length != Pcm.FRAME * channels) {
      throw new IllegalArgumentException(frame.length + " samples");
    }
    int got = 0;
    while (got < octets.length) {
      int more = line.read(octets, got, octets.length - got);
      if (more <= 0) {
        return false; // closed, or the device is gone
      }
      got += more;
    }
    ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(frame);
    return true;
  }

  @Override
  public void close() {
    line.close();
  }
}
