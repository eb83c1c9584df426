package dev.coterie.media;

/// Where sound goes: a speaker, a file. Used by one thread.
public interface PcmSink extends AutoCloseable {
  /// Samples that alternate: 1 or 2.
  int channels();

  /// Takes samples, a whole number for each channel; a live sink blocks while it has enough.
  void write(short[] samples);

  /// Finishes what was written. Closing again does nothing.
  @Override
  void close();
}
