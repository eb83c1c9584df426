package dev.coterie.media.opus;

import static org.lwjgl.util.opus.Opus.OPUS_OK;
import static org.lwjgl.util.opus.Opus.OPUS_RESET_STATE;
import static org.lwjgl.util.opus.Opus.opus_decode;
import static org.lwjgl.util.opus.Opus.opus_decoder_create;
import static org.lwjgl.util.opus.Opus.opus_decoder_ctl;
import static org.lwjgl.util.opus.Opus.opus_decoder_destroy;
import static org.lwjgl.util.opus.Opus.opus_strerror;

import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/// Owns a decoder of libopus and the two buffers it works on, which hold the longest packet and the
/// longest sound of one.
final class NativeDecoder implements OpusDecoder {
  private final int channels;
  private final long decoder;
  private final ByteBuffer octets;
  private final ShortBuffer pcm;
  private boolean closed;

  NativeDecoder(int channels) {
    this.channels = JavaDecoder.checkChannels(channels);
    try (var stack = MemoryStack.stackPush()) {
      var status = stack.mallocInt(1);
      decoder = opus_decoder_create(Pcm.RATE, channels, status);
      NativeCodec.check("decoder", status.get(0));
    }
    octets = MemoryUtil.memAlloc(OpusPacket.MAX_SIZE);
    pcm = MemoryUtil.memAllocShort(JavaDecoder.MAX_SAMPLES * channels);
  }

  @Override
  public synchronized short[] decode(OpusPacket packet) {
    return run(packet, packet.samples(), 0);
  }

  @Override
  public synchronized short[] recover(OpusPacket next) {
    return run(next, Pcm.FRAME, 1);
  }

  @Override
  public synchronized short[] conceal() {
    return run(null, Pcm.FRAME, 0);
  }

  private short[] run(@Nullable OpusPacket packet, int samples, int redundancy) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    ByteBuffer input = null;
    if (packet != null) {
      input = octets.clear().put(packet.octets().buffer()).flip();
    }
    int got = opus_decode(decoder, input, pcm, samples, redundancy);
    if (got != samples) {
      opus_decoder_ctl(decoder, OPUS_RESET_STATE);
      String why = got < OPUS_OK ? "" + opus_strerror(got) : got + " samples";
      throw new RefusedException(OpusRule.UNDECODABLE, why);
    }
    var out = new short[samples * channels];
    pcm.get(0, out);
    return out;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      opus_decoder_destroy(decoder);
      MemoryUtil.memFree(octets);
      MemoryUtil.memFree(pcm);
    }
  }
}
