package dev.coterie.media.call;

import dev.coterie.client.call.Heard;
import dev.coterie.client.call.Speaker;
import dev.coterie.codec.UnavailableException;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.gbp.MemberKey;
import dev.coterie.media.opus.OpusCodec;
import dev.coterie.media.wav.WavWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps: one WAV file per speaker, in which everything stands at its time.
final class Recorder extends Listener.Ear {
  /// Members may speak on many channels: that many files are enough for one call.
  static final int MAX_FILES = 256;

  private static final int LONGEST_NAME = 60;

  private record Key(MemberKey member, int channel) {}

  private final Path folder;
  private final OpusCodec codec;
  private final long begun = System.nanoTime();
  private final Map<Key, Track> tracks = new LinkedHashMap<>();

  private Recorder(Path folder, OpusCodec codec) {
    this.folder = folder;
    this.codec = codec;
  }

  static Recorder into(Path folder, OpusCodec codec) {
    try {
      return new Recorder(Files.createDirectories(folder), codec);
    } catch (IOException e) {
      throw new UnavailableException(folder.toString(), e);
    }
  }

  @Override
  void hear(List<Heard> heard) {
    note(heard);
    long elapsed = Track.samples(System.nanoTime() - begun);
    for (Heard each : heard) {
      if (!(each.playout() instanceof Playout.Silence)) {
        write(each, elapsed);
      }
    }
  }

  private synchronized void write(Heard heard, long elapsed) {
    var key = new Key(heard.speaker().member(), heard.speaker().channel());
    Track track = tracks.get(key);
    if (track == null) {
      if (tracks.size() == MAX_FILES) {
        return;
      }
      track = new Track(heard.speaker(), new Voice(codec), create(heard.speaker()));
      tracks.put(key, track);
    }
    track.hear(heard.playout(), elapsed);
  }

  private WavWriter create(Speaker speaker) {
    String name = fileName(speaker.name());
    for (int i = 1; ; i++) {
      Path file = folder.resolve(name + (i == 1 ? "" : "-" + i) + ".wav");
      if (!Files.exists(file)) {
        return WavWriter.create(file, 1);
      }
    }
  }

  /// What others call themselves, as a name that is safe in any folder.
  static String fileName(String name) {
    var safe = new StringBuilder();
    name.codePoints()
        .limit(LONGEST_NAME)
        .forEach(c -> safe.appendCodePoint(Character.isLetterOrDigit(c) || c == '-' ? c : '_'));
    return safe.isEmpty() ? "_" : safe.toString();
  }

  @Override
  synchronized Voice.Counts counts() {
    return tracks.values().stream()
        .map(Track::counts)
        .reduce(Voice.Counts.NONE, Voice.Counts::plus);
  }

  @Override
  synchronized List<Listener.Recording> recordings() {
    return tracks.values().stream().map(Track::recording).toList();
  }

  @Override
  public synchronized void close() {
    Optional<RuntimeException> failure = Optional.empty();
    for (Track track : tracks.values()) {
      try {
        track.close();
      } catch (UnavailableException e) {
        failure = Optional.of(e);
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
