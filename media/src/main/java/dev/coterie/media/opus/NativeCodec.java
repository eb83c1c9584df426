package dev.coterie.media.opus;

import static org.lwjgl.util.opus.Opus.OPUS_OK;
import static org.lwjgl.util.opus.Opus.opus_get_version_string;
import static org.lwjgl.util.opus.Opus.opus_strerror;

import dev.coterie.codec.BrokenInvariantException;
import java.util.Objects;

/// libopus through LWJGL.
record NativeCodec(String name) implements OpusCodec {
  /// Loads the library.
  ///
  /// @throws LinkageError if there is none
  static OpusCodec load() {
    NativeFolder.choose();
    return new NativeCodec(Objects.requireNonNull(opus_get_version_string()) + ", native");
  }

  @Override
  public OpusEncoder encoder(OpusSettings settings) {
    return new NativeEncoder(settings);
  }

  @Override
  public OpusDecoder decoder(int channels) {
    return new NativeDecoder(channels);
  }

  /// For calls whose arguments are ours alone.
  static int check(String what, int status) {
    if (status < OPUS_OK) {
      throw new BrokenInvariantException("libopus: " + what + ": " + opus_strerror(status));
    }
    return status;
  }
}
