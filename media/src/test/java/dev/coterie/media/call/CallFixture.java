package dev.coterie.media.call;

import dev.coterie.client.call.Heard;
import dev.coterie.client.call.Speaker;
import dev.coterie.client.event.Person;
import dev.coterie.codec.Bytes;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.gbp.MemberKey;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSource;
import dev.coterie.media.Sound;
import dev.coterie.media.opus.Opus;
import dev.coterie.media.opus.OpusSettings;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.ArrayList;
import java.util.List;

/// Speakers, and what they say.
final class CallFixture {
  private CallFixture() {}

  static Speaker speaker(String name, int leaf) {
    var person = new Person(new Fingerprint(Bytes.wrap(new byte[32])), name);
    return new Speaker(person, name, new MemberKey(new LeafIndex(leaf), new Epoch(1)), 0);
  }

  /// Packets of a voice, without pauses.
  static List<Bytes> packets(int count) {
    var packets = new ArrayList<Bytes>();
    short[] pcm = Sound.voice(count, 1);
    var settings = OpusSettings.VOICE.withPauses(OpusSettings.Pauses.SENT);
    try (var encoder = Opus.best().encoder(settings)) {
      for (int i = 0; i < count; i++) {
        packets.add(encoder.encode(Sound.frame(pcm, i, 1)).orElseThrow());
      }
    }
    return packets;
  }

  static Heard packet(Speaker speaker, long number, Bytes opus) {
    return new Heard(speaker, new Playout.Packet(number, number * Pcm.FRAME, opus));
  }

  /// A source of so many frames.
  static final class Source implements PcmSource {
    private final short[] pcm;
    private final int channels;
    private int next;
    volatile boolean closed;

    Source(short[] pcm, int channels) {
      this.pcm = pcm;
      this.channels = channels;
    }

    @Override
    public int channels() {
      return channels;
    }

    @Override
    public boolean read(short[] frame) {
      if ((next + 1) * frame.length > pcm.length) {
        return false;
      }
      System.arraycopy(pcm, next++ * frame.length, frame, 0, frame.length);
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
