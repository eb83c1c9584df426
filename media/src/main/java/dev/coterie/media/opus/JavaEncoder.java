package dev.coterie.media.opus;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.codec.Bytes;
import dev.coterie.media.Pcm;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.util.Optional;

/// An encoder of Concentus.
final class JavaEncoder implements OpusEncoder {
  /// Octets of the longest packet of one frame.
  static final int MAX_PACKET = 1 + OpusPacket.MAX_FRAME;

  private final int samples;
  private final io.github.jaredmdobson.concentus.OpusEncoder encoder;
  private final byte[] packet = new byte[MAX_PACKET];
  private final Pause pause = new Pause();
  private boolean closed;

  JavaEncoder(OpusSettings settings) {
    samples = Pcm.FRAME * settings.channels();
    try {
      encoder =
          new io.github.jaredmdobson.concentus.OpusEncoder(
              Pcm.RATE, settings.channels(), OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new BrokenInvariantException("concentus: " + e.getMessage());
    }
    encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
    encoder.setBitrate(settings.bitrate());
    encoder.setComplexity(settings.complexity());
    encoder.setUseInbandFEC(settings.expectedLoss() > 0);
    encoder.setPacketLossPercent(settings.expectedLoss());
    encoder.setUseDTX(settings.pauses() == OpusSettings.Pauses.LEFT_OUT);
  }

  static void checkFrame(short[] pcm, int samples, boolean closed) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (pcm.length != samples) {
      throw new IllegalArgumentException(pcm.length + " samples instead of " + samples);
    }
  }

  @Override
  public synchronized Optional<Bytes> encode(short[] pcm) {
    checkFrame(pcm, samples, closed);
    try {
      int size = encoder.encode(pcm, 0, Pcm.FRAME, packet, 0, packet.length);
      return pause.isLeftOut(size) ? Optional.empty() : Optional.of(Bytes.copyOf(packet, 0, size));
    } catch (OpusException e) {
      throw new BrokenInvariantException("concentus: " + e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
