package dev.coterie.media.call;

/// One channel from two, and two from one.
final class Channels {
  private Channels() {}

  static short[] convert(short[] pcm, int from, int to) {
    if (from == to) {
      return pcm;
    }
    var out = new short[pcm.length / from * to];
    for (int i = 0; i < pcm.length / from; i++) {
      if (to == 1) {
        out[i] = (short) ((pcm[2 * i] + pcm[2 * i + 1]) >> 1);
      } else {
        out[2 * i] = pcm[i];
        out[2 * i + 1] = pcm[i];
      }
    }
    return out;
  }
}
