package dev.coterie.media.opus;

import dev.coterie.codec.Bytes;
import dev.coterie.media.Pcm;

/// Makes sound of one speaker's packets, each building on those before: the same packets and losses
/// give the same samples. Calls from several threads wait for each other, in no given order: use it
/// from one. It may hold memory that only [#close()] gives back. All methods throw
/// [IllegalStateException] after that.
public interface OpusDecoder extends AutoCloseable {
  /// Decodes the next packet.
  ///
  /// @return its samples, alternating where there are two channels
  short[] decode(OpusPacket packet);

  /// Checks and decodes a packet of 20 ms. One that is refused changes nothing.
  ///
  /// @throws dev.coterie.codec.RefusedException with an [OpusRule]
  default short[] decode(Bytes packet) {
    return decode(OpusPacket.parseVoice(packet));
  }

  /// Makes up for a lost packet of 20 ms from the one after it, which is decoded next. Where that
  /// carries nothing of the lost one, the gap is concealed.
  short[] recover(OpusPacket next);

  /// Makes up for a lost packet of 20 ms from what was heard before.
  ///
  /// @return [Pcm#FRAME] samples for each channel
  short[] conceal();

  /// Gives its memory back. Closing again does nothing.
  @Override
  void close();
}
