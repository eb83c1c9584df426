package dev.coterie.media.opus;

/// An implementation of Opus. Any thread may use it.
public interface OpusCodec {
  /// Its name and version, for people.
  String name();

  /// A new encoder.
  OpusEncoder encoder(OpusSettings settings);

  /// A new decoder for one speaker.
  ///
  /// @param channels samples that alternate in what comes out, 1 or 2, whatever the packets hold
  OpusDecoder decoder(int channels);
}
