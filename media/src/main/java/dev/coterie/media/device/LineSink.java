package dev.coterie.media.device;

import dev.coterie.codec.UnavailableException;
import dev.coterie.media.PcmSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.SourceDataLine;

/// An open speaker: it takes as fast as it plays.
final class LineSink implements PcmSink {
  private final SourceDataLine line;
  private final int channels;

  LineSink(SourceDataLine line, int channels) {
    this.line = line;
    this.channels = channels;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void write(short[] samples) {
    var octets = new byte[samples.length * Short.BYTES];
    ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
    int taken = line.write(octets, 0, octets.length);
    if (taken < octets.length) {
      throw new UnavailableException("the speaker", new IOException("it stopped taking sound"));
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
