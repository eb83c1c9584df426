package dev.coterie.media.opus;

import static org.lwjgl.util.opus.Opus.OPUS_APPLICATION_VOIP;
import static org.lwjgl.util.opus.Opus.OPUS_SET_BITRATE;
import static org.lwjgl.util.opus.Opus.OPUS_SET_COMPLEXITY;
import static org.lwjgl.util.opus.Opus.OPUS_SET_DTX;
import static org.lwjgl.util.opus.Opus.OPUS_SET_INBAND_FEC;
import static org.lwjgl.util.opus.Opus.OPUS_SET_PACKET_LOSS_PERC;
import static org.lwjgl.util.opus.Opus.OPUS_SET_SIGNAL;
import static org.lwjgl.util.opus.Opus.OPUS_SIGNAL_VOICE;
import static org.lwjgl.util.opus.Opus.opus_encode;
import static org.lwjgl.util.opus.Opus.opus_encoder_create;
import static org.lwjgl.util.opus.Opus.opus_encoder_ctl;
import static org.lwjgl.util.opus.Opus.opus_encoder_destroy;

import dev.coterie.codec.Bytes;
import dev.coterie.media.Pcm;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.opus.Opus.CTLRequest;

/// Owns an encoder of libopus and the two buffers it works on.
final class NativeEncoder implements OpusEncoder {
  private final int samples;
  private final long encoder;
  private final ShortBuffer pcm;
  private final ByteBuffer packet;
  private final Pause pause = new Pause();
  private boolean closed;

  NativeEncoder(OpusSettings settings) {
    samples = Pcm.FRAME * settings.channels();
    try (var stack = MemoryStack.stackPush()) {
      var status = stack.mallocInt(1);
      encoder = opus_encoder_create(Pcm.RATE, settings.channels(), OPUS_APPLICATION_VOIP, status);
      NativeCodec.check("encoder", status.get(0));
    }
    set(OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)); // only the modes for speech carry redundancy
    set(OPUS_SET_BITRATE(settings.bitrate()));
    set(OPUS_SET_COMPLEXITY(settings.complexity()));
    set(OPUS_SET_INBAND_FEC(settings.expectedLoss() > 0 ? 1 : 0));
    set(OPUS_SET_PACKET_LOSS_PERC(settings.expectedLoss()));
    set(OPUS_SET_DTX(settings.pauses() == OpusSettings.Pauses.LEFT_OUT ? 1 : 0));
    pcm = MemoryUtil.memAllocShort(samples);
    packet = MemoryUtil.memAlloc(JavaEncoder.MAX_PACKET);
  }

  private void set(CTLRequest request) {
    NativeCodec.check("setting", opus_encoder_ctl(encoder, request));
  }

  @Override
  public synchronized Optional<Bytes> encode(short[] samples) {
    JavaEncoder.checkFrame(samples, this.samples, closed);
    pcm.put(0, samples);
    int size = NativeCodec.check("encode", opus_encode(encoder, pcm, Pcm.FRAME, packet));
    if (pause.isLeftOut(size)) {
      return Optional.empty();
    }
    var octets = new byte[size];
    packet.get(0, octets);
    return Optional.of(Bytes.wrap(octets));
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      opus_encoder_destroy(encoder);
      MemoryUtil.memFree(pcm);
      MemoryUtil.memFree(packet);
    }
  }
}
