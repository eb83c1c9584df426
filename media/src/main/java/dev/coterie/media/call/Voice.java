package dev.coterie.media.call;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.media.Pcm;
import dev.coterie.media.opus.OpusCodec;
import dev.coterie.media.opus.OpusDecoder;
import dev.coterie.media.opus.OpusPacket;
import java.util.Optional;

/// One speaker's packets as sound of one channel: the same playouts give the same samples. Used by
/// one thread.
public final class Voice implements AutoCloseable {
  /// What became of the playouts so far, in frames of 20 ms.
  ///
  /// @param decoded from their packets
  /// @param recovered from the packet after a lost one
  /// @param concealed made up
  /// @param refused packets that are not Opus of 20 ms, concealed as well
  public record Counts(long decoded, long recovered, long concealed, long refused) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    /// Both together.
    public Counts plus(Counts other) {
      return new Counts(
          decoded + other.decoded,
          recovered + other.recovered,
          concealed + other.concealed,
          refused + other.refused);
    }
  }

  private final OpusDecoder decoder;
  private Counts counts = Counts.NONE;

  /// A speaker of whom nothing was heard.
  public Voice(OpusCodec codec) {
    this.decoder = codec.decoder(1);
  }

  /// The next 20 ms. In a pause the decoder stands still and the samples are 0.
  ///
  /// @return [Pcm#FRAME] samples
  public short[] hear(Playout playout) {
    return switch (playout) {
      case Playout.Packet(_, _, var opus) -> packet(opus);
      case Playout.Lost(_, var next) -> lost(next);
      case Playout.Silence _ -> new short[Pcm.FRAME];
    };
  }

  private short[] packet(Bytes opus) {
    try {
      short[] samples = decoder.decode(opus);
      counts = counts.plus(new Counts(1, 0, 0, 0));
      return samples;
    } catch (RefusedException _) {
      counts = counts.plus(new Counts(0, 0, 0, 1));
      return conceal();
    }
  }

  private short[] lost(Optional<Bytes> next) {
    if (next.isPresent()) {
      try {
        OpusPacket after = OpusPacket.parseVoice(next.get());
        if (after.carriesPrevious()) {
          short[] samples = decoder.recover(after);
          counts = counts.plus(new Counts(0, 1, 0, 0));
          return samples;
        }
      } catch (RefusedException _) {
        return conceal(); // its own turn comes, and it is counted then
      }
    }
    return conceal();
  }

  private short[] conceal() {
    counts = counts.plus(new Counts(0, 0, 1, 0));
    try {
      return decoder.conceal();
    } catch (RefusedException _) {
      return new short[Pcm.FRAME];
    }
  }

  /// What became of the playouts so far.
  public Counts counts() {
    return counts;
  }

  @Override
  public void close() {
    decoder.close();
  }
}
