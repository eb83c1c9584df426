package dev.coterie.media.opus;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;
import io.github.jaredmdobson.concentus.OpusException;
import org.jspecify.annotations.Nullable;

/// A decoder of Concentus. What it throws at odd packets becomes a refusal, and since nobody knows
/// what it had done by then, it starts anew.
final class JavaDecoder implements OpusDecoder {
  /// The longest packet: 120 ms.
  static final int MAX_SAMPLES = 6 * Pcm.FRAME;

  private final int channels;
  private final io.github.jaredmdobson.concentus.OpusDecoder decoder;
  private boolean closed;

  JavaDecoder(int channels) {
    this.channels = checkChannels(channels);
    try {
      decoder = new io.github.jaredmdobson.concentus.OpusDecoder(Pcm.RATE, channels);
    } catch (OpusException e) {
      throw new BrokenInvariantException("concentus: " + e.getMessage());
    }
  }

  static int checkChannels(int channels) {
    if (channels != 1 && channels != 2) {
      throw new IllegalArgumentException("channels " + channels);
    }
    return channels;
  }

  @Override
  public synchronized short[] decode(OpusPacket packet) {
    return run(packet, packet.samples(), false);
  }

  @Override
  public synchronized short[] recover(OpusPacket next) {
    return run(next, Pcm.FRAME, true);
  }

  @Override
  public synchronized short[] conceal() {
    return run(null, Pcm.FRAME, false);
  }

  private short[] run(@Nullable OpusPacket packet, int samples, boolean redundancy) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    var out = new short[samples * channels];
    byte @Nullable [] octets = packet == null ? null : packet.octets().toArray();
    try {
      int size = octets == null ? 0 : octets.length;
      int got = decoder.decode(octets, 0, size, out, 0, samples, redundancy);
      if (got == samples) {
        return out;
      }
      throw refused(got + " samples");
    } catch (OpusException | IndexOutOfBoundsException | ArithmeticException e) {
      throw refused(String.valueOf(e.getMessage()));
    } catch (AssertionError e) {
      throw refused("an assertion of the codec");
    }
  }

  private RefusedException refused(String why) {
    decoder.resetState();
    return new RefusedException(OpusRule.UNDECODABLE, why);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
