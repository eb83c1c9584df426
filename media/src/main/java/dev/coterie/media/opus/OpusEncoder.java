package dev.coterie.media.opus;

import dev.coterie.codec.Bytes;
import dev.coterie.media.Pcm;
import java.util.Optional;

/// Makes packets of 20 ms, each building on those before. Calls from several threads wait for each
/// other, in no given order: use it from one. It may hold memory that only [#close()] gives back.
public interface OpusEncoder extends AutoCloseable {
  /// Encodes the next 20 ms.
  ///
  /// @param pcm [Pcm#FRAME] samples for each channel
  /// @return the packet, or nothing where a pause is left out; the first packet of a pause is
  ///   there, with one or two octets that say so
  /// @throws IllegalStateException after closing
  Optional<Bytes> encode(short[] pcm);

  /// Gives its memory back. Closing again does nothing.
  @Override
  void close();
}
