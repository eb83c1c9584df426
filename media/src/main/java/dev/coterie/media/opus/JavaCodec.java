package dev.coterie.media.opus;

/// Concentus, a port of libopus in fixed-point arithmetic.
record JavaCodec(String name) implements OpusCodec {
  static final OpusCodec INSTANCE = new JavaCodec("concentus, pure Java");

  @Override
  public OpusEncoder encoder(OpusSettings settings) {
    return new JavaEncoder(settings);
  }

  @Override
  public OpusDecoder decoder(int channels) {
    return new JavaDecoder(channels);
  }
}
