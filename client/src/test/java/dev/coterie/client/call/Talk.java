package dev.coterie.client.call;

import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.mls.message.GroupId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// People of a [World] in a call. A packet is its own description, so that what is heard tells who
/// said it, and when.
final class Talk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final World world;
  private final GroupId id;
  private final Map<String, Call> calls = new HashMap<>();
  private final Map<String, Long> said = new HashMap<>();
  private final Map<String, List<String>> heard = new HashMap<>();

  Talk(World world, GroupId id) {
    this.world = world;
    this.id = id;
  }

  /// Who keeps all that it hears.
  Talk with(String... names) {
    for (String name : names) {
      join(name, CallSettings.RECORD);
    }
    for (String name : names) {
      awaitReady(name);
    }
    return this;
  }

  Call join(String name, CallSettings settings) {
    Call call = world.of(name, id).call(settings);
    calls.put(name, call);
    return call;
  }

  void awaitReady(String name) {
    if (!call(name).awaitReady(PATIENCE)) {
      throw new AssertionError(name + " is " + call(name).state());
    }
  }

  Call call(String name) {
    return Objects.requireNonNull(calls.get(name), name);
  }

  /// Says the next packet, whatever becomes of it.
  Spoken trySay(String name) {
    long number = said.merge(name, 1L, Long::sum);
    return call(name).speak(number * 960, Bytes.ofUtf8(name + " " + number));
  }

  /// Says the next packets, a little apart.
  void say(String name, int packets) throws InterruptedException {
    for (int i = 0; i < packets; i++) {
      Spoken result = trySay(name);
      if (result != Spoken.SENT) {
        throw new AssertionError(name + " said a packet: " + result);
      }
      Thread.sleep(1);
    }
  }

  long said(String name) {
    return said.getOrDefault(name, 0L);
  }

  /// All packets that somebody got so far, in the order of play; what is missing stands as `lost`.
  List<String> heard(String name) {
    List<String> all = heard.computeIfAbsent(name, _ -> new ArrayList<>());
    for (Heard each : call(name).play()) {
      switch (each.playout()) {
        case Playout.Packet(_, _, var opus) -> all.add(opus.utf8());
        case Playout.Lost(var sequence, _) -> all.add("lost " + sequence);
        case Playout.Silence _ -> {}
      }
    }
    return all;
  }

  /// What somebody heard of somebody.
  List<String> heard(String name, String speaker) {
    return heard(name).stream().filter(packet -> packet.startsWith(speaker + " ")).toList();
  }

  /// The packets that somebody said, from the first to the last.
  static List<String> packets(String speaker, long first, long last) {
    var packets = new ArrayList<String>();
    for (long i = first; i <= last; i++) {
      packets.add(speaker + " " + i);
    }
    return packets;
  }

  /// Waits until somebody has heard so many packets of somebody.
  void awaitHeard(String name, String speaker, long packets) {
    World.eventually(
        name + " hears " + packets + " of " + speaker,
        () -> heard(name, speaker).size() >= packets);
  }

  @Override
  public void close() {
    calls.values().forEach(Call::close);
  }
}
