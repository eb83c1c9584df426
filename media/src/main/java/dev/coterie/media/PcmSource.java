package dev.coterie.media;

/// Where sound comes from: a microphone, a file. Used by one thread.
public interface PcmSource extends AutoCloseable {
  /// Samples that alternate: 1 or 2.
  int channels();

  /// Fills a frame with the next 20 ms. A live source blocks until there is that much; a file's
  /// last frame is filled up with silence.
  ///
  /// @param frame [Pcm#FRAME] samples for each channel
  /// @return whether there was anything left
  boolean read(short[] frame);

  @Override
  void close();
}
