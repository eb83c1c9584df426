package dev.coterie.cli.demo;

import dev.coterie.cli.demo.CallEvidence.Arrived;
import dev.coterie.cli.demo.CallEvidence.Ear;
import dev.coterie.cli.demo.CallEvidence.Heard;
import dev.coterie.cli.demo.CallEvidence.Sent;
import dev.coterie.cli.demo.CallEvidence.Spoken;
import dev.coterie.codec.Bytes;
import dev.coterie.media.opus.Opus;
import dev.coterie.media.opus.OpusDecoder;
import dev.coterie.media.opus.OpusPacket;
import dev.coterie.media.wav.WavWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads what the members wrote down during the call, and decodes alice's stream again without a
/// network.
final class CallInvestigator {
  /// The end of a sealed frame is its ciphertext and tag: what a search looks for.
  private static final int TAIL = 24;

  private final Scene scene;
  private final Ledger ledger;

  /// Alice's packets by their numbers in her stream.
  private final Map<Long, Packet> packets = new TreeMap<>();

  private final List<WireFrame> stream = new ArrayList<>();
  private final List<byte[]> sound = new ArrayList<>();

  /// @param time samples since the beginning
  private record Packet(long time, Bytes opus) {}

  CallInvestigator(Scene scene, Ledger ledger) {
    this.scene = scene;
    this.ledger = ledger;
  }

  CallEvidence examine() throws IOException {
    var sent = new ArrayList<Sent>();
    for (Cast who : List.of(Cast.ALICE, Cast.BOB, Cast.CAROL)) {
      for (var line : Notes.read(Notes.wire(scene.member(who)))) {
        if (!line.getFirst().equals(Notes.IN)) {
          var frame = WireFrame.parse(Bytes.fromHex(line.get(1)));
          sent.add(new Sent(frame.key().keyId(), frame.key().counter()));
          if (who == Cast.ALICE && line.getFirst().equals(Notes.OUT)) {
            stream.add(frame);
          }
        }
      }
    }
    List<Spoken> spoken = spoken();
    writeOriginal();
    var ears = new EnumMap<Cast, Ear>(Cast.class);
    for (Cast who : List.of(Cast.BOB, Cast.CAROL)) {
      ears.put(who, ear(who));
    }
    for (WireFrame frame : stream) {
      sound.add(
          frame.sealed().slice(frame.sealed().size() - TAIL, frame.sealed().size()).toArray());
    }
    return new CallEvidence(
        spoken, sent, ears, attempts(), PlaintextSearch.ofOctets(sound).in(scene.hub()));
  }

  /// What alice said, packet by packet; each that was sent is the next frame on her wire.
  private List<Spoken> spoken() throws IOException {
    var all = new ArrayList<Spoken>();
    int wire = 0;
    for (var line : Notes.read(Notes.spoken(scene.member(Cast.ALICE)))) {
      var one = new Spoken(Long.parseLong(line.get(0)), line.get(1));
      all.add(one);
      var opus = Bytes.fromHex(line.get(2));
      sound.add(opus.toArray());
      if (one.wasSent() && wire < stream.size()) {
        packets.put(stream.get(wire++).named().sequence(), new Packet(one.time(), opus));
      }
    }
    return all;
  }

  private void writeOriginal() {
    if (packets.isEmpty()) {
      return;
    }
    try (var decoder = Opus.best().decoder(1);
        var wav = WavWriter.create(scene.original(), 1)) {
      for (Packet packet : packets.values()) {
        if (packet.time() > wav.samples()) {
          wav.writeSilence(packet.time() - wav.samples());
        }
        wav.write(decoder.decode(packet.opus()));
      }
    }
  }

  private Ear ear(Cast who) throws IOException {
    var folder = scene.member(who);
    var arrived = new ArrayList<Arrived>();
    var epochs = new TreeMap<Long, Long>();
    for (var line : Notes.read(Notes.wire(folder))) {
      if (line.getFirst().equals(Notes.IN)) {
        var frame = WireFrame.parse(Bytes.fromHex(line.get(3)));
        long epoch = epoch(frame);
        epochs.put(frame.named().sequence(), epoch);
        arrived.add(
            new Arrived(time(frame.named().sequence()), epoch, Long.parseLong(line.get(1))));
      }
    }
    var heard = new ArrayList<Heard>();
    long keyless = -1;
    try (var decoder = Opus.best().decoder(1)) {
      for (var line : Notes.read(Notes.heard(folder))) {
        if (line.getFirst().equals(Notes.KEYLESS)) {
          keyless = Long.parseLong(line.get(1));
          continue;
        }
        long sequence = Long.parseLong(line.get(1));
        String expected = Samples.hash(again(decoder, line.getFirst(), sequence));
        if (line.getFirst().equals(Notes.PACKET)) {
          long time = Long.parseLong(line.get(2));
          boolean alices = time(sequence) == time;
          heard.add(
              new Heard(
                  time, epochs.getOrDefault(sequence, -1L), line.get(3), alices ? expected : ""));
        }
      }
    }
    return new Ear(arrived, heard, keyless);
  }

  /// The same step of decoding, with what alice says she spoke.
  private short[] again(OpusDecoder decoder, String step, long sequence) {
    var packet = packets.get(sequence);
    @Nullable Packet next = packets.get(sequence + 1);
    return switch (step) {
      case Notes.PACKET -> packet == null ? new short[0] : decoder.decode(packet.opus());
      case Notes.RECOVERED ->
          next == null ? new short[0] : decoder.recover(OpusPacket.parseVoice(next.opus()));
      default -> decoder.conceal();
    };
  }

  private long time(long sequence) {
    var packet = packets.get(sequence);
    return packet == null ? -1 : packet.time();
  }

  private long epoch(WireFrame frame) {
    return ledger.call().epochs().stream().filter(frame::mayBeOf).findFirst().orElse(-1L);
  }

  private CallEvidence.Hearing attempts() {
    var later = new ArrayList<WireFrame>();
    var own = new ArrayList<WireFrame>();
    for (WireFrame frame : stream) {
      (epoch(frame) > ledger.lastCarolEpoch() ? later : own).add(frame);
    }
    var folders =
        ledger.call().epochs().stream()
            .filter(epoch -> epoch <= ledger.lastCarolEpoch())
            .map(scene::kept)
            .toList();
    try (var keys = CarolsKeys.of(folders)) {
      return keys.attempt(later, own);
    }
  }
}
