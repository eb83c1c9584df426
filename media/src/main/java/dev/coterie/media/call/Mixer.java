package dev.coterie.media.call;

import dev.coterie.client.call.Heard;
import dev.coterie.client.call.Speaker;
import dev.coterie.gbp.MemberKey;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSink;
import dev.coterie.media.opus.OpusCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Plays: adds up what everybody says in 20 ms.
final class Mixer extends Listener.Ear {
  /// A decoder that nobody used for so many frames is given up: 10 s.
  private static final int IDLE = 500;

  private record Key(MemberKey member, int channel) {
    static Key of(Speaker speaker) {
      return new Key(speaker.member(), speaker.channel());
    }
  }

  private static final class Seat {
    final Voice voice;
    int idle;

    Seat(Voice voice) {
      this.voice = voice;
    }
  }

  private final OpusCodec codec;
  private final PcmSink sink;
  private final Map<Key, Seat> seats = new HashMap<>();
  private Voice.Counts gone = Voice.Counts.NONE;

  Mixer(OpusCodec codec, PcmSink sink) {
    this.codec = codec;
    this.sink = sink;
  }

  @Override
  void hear(List<Heard> heard) {
    note(heard);
    sink.write(Channels.convert(mixed(heard), 1, sink.channels()));
  }

  private synchronized short[] mixed(List<Heard> heard) {
    short[] sum = Listener.silence();
    seats.values().forEach(seat -> seat.idle++);
    for (Heard each : heard) {
      Seat seat = seats.computeIfAbsent(Key.of(each.speaker()), _ -> new Seat(new Voice(codec)));
      if (Listener.isSpoken(each.playout())) {
        seat.idle = 0;
      }
      Pcm.mix(sum, seat.voice.hear(each.playout()));
    }
    seats.values().removeIf(this::isGivenUp);
    return sum;
  }

  private boolean isGivenUp(Seat seat) {
    if (seat.idle <= IDLE) {
      return false;
    }
    gone = gone.plus(seat.voice.counts());
    seat.voice.close();
    return true;
  }

  @Override
  synchronized Voice.Counts counts() {
    return seats.values().stream()
        .map(seat -> seat.voice.counts())
        .reduce(gone, Voice.Counts::plus);
  }

  @Override
  void abort() {
    sink.close();
  }

  @Override
  public void close() {
    sink.close();
    synchronized (this) {
      seats.values().forEach(seat -> seat.voice.close());
    }
  }
}
