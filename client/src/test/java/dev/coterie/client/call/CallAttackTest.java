package dev.coterie.client.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.client.Inspection;
import dev.coterie.client.testing.FrameNumbers;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.gap.AudioPayload;
import dev.coterie.gap.GapRule;
import dev.coterie.gap.jitter.Playout;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.StreamId;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaEpoch;
import dev.coterie.sframe.media.MediaKeys;
import dev.coterie.sframe.media.MediaSource;
import dev.coterie.sframe.media.Protected;
import dev.coterie.sframe.media.Refusal;
import dev.coterie.sframe.media.Reservation;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Hubs and members that do to a call what they must not be able to do.
final class CallAttackTest {
  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  private Fingerprint who(String name) {
    return world.client(name).self().fingerprint();
  }

  /// Frames of a member that only its hub has seen.
  private List<Bytes> intercepted(Talk talk, String speaker, String listener, int packets)
      throws InterruptedException {
    world.wire(listener).only(_ -> false);
    int before = world.framesBrought(listener).size();
    talk.say(speaker, packets);
    World.eventually("intercepted", () -> world.framesBrought(listener).size() >= before + packets);
    world.wire(listener).only(_ -> true);
    var brought = world.framesBrought(listener);
    return brought.subList(before, before + packets).stream().map(MediaEvent.Frame::frame).toList();
  }

  @Test
  void framesMarkedWithAnotherConnection_areNotHeard() throws InterruptedException {
    world.with("alice", "bob", "carol");
    var talk = new Talk(world, world.group("alice", "bob", "carol")).with("alice", "bob", "carol");
    for (Bytes frame : intercepted(talk, "alice", "bob", 5)) {
      world.wire("bob").bring(who("carol"), frame);
      world.wire("bob").bring(who("bob"), frame);
      world.wire("bob").bring(new Fingerprint(Bytes.wrap(new byte[32])), frame);
    }
    assertThat(talk.call("bob").statistics().refused(GapRule.OTHER_CONNECTION)).isEqualTo(15);
    assertThat(talk.heard("bob")).isEmpty();
  }

  @Test
  void framesBroughtAgain_areHeardOnce() throws InterruptedException {
    world.with("alice", "bob");
    var talk = new Talk(world, world.group("alice", "bob")).with("alice", "bob");
    List<Bytes> frames = intercepted(talk, "alice", "bob", 5);
    for (int i = 0; i < 3; i++) {
      frames.forEach(frame -> world.wire("bob").bring(who("alice"), frame));
    }
    assertThat(talk.heard("bob")).isEqualTo(Talk.packets("alice", 1, 5));
    assertThat(talk.call("bob").statistics().refused(Refusal.REPLAYED)).isEqualTo(10);
    frames.forEach(frame -> world.wire("alice").bring(who("alice"), frame));
    assertThat(talk.heard("alice")).isEmpty();
    assertThat(talk.call("alice").statistics().refused(Refusal.OWN)).isEqualTo(5);
  }

  @Test
  void framesThatAreCutChangedOrNoise_areCounted_andDoNoHarm() throws InterruptedException {
    world.with("alice", "bob");
    var talk = new Talk(world, world.group("alice", "bob")).with("alice", "bob");
    var dice = new Random(11);
    List<Bytes> frames = intercepted(talk, "alice", "bob", 30);
    int bad = 0;
    for (Bytes frame : frames) {
      byte[] octets = frame.toArray();
      for (int at = 0; at < octets.length; at++) {
        byte[] changed = octets.clone();
        changed[at] ^= (byte) (1 << dice.nextInt(8));
        world.wire("bob").bring(who("alice"), Bytes.wrap(changed));
        world.wire("bob").bring(who("alice"), frame.slice(0, at));
        bad += 2;
      }
    }
    for (int size : new int[] {0, 1, 2, 63, 64, 65, 1_275, 16_384, 16_385, 100_000}) {
      byte[] noise = new byte[size];
      dice.nextBytes(noise);
      world.wire("bob").bring(who("alice"), Bytes.wrap(noise));
      bad++;
    }
    var statistics = talk.call("bob").statistics();
    assertThat(statistics.received()).isEqualTo(bad);
    assertThat(statistics.accepted()).isZero();
    frames.forEach(frame -> world.wire("bob").bring(who("alice"), frame));
    assertThat(talk.heard("bob")).isEqualTo(Talk.packets("alice", 1, 30));
  }

  @Test
  @Timeout(60)
  void nobodyOffersASlowApplicationMoreThanItHasRoomFor() throws InterruptedException {
    world.with("alice", "bob");
    GroupId id = world.group("alice", "bob");
    var talk = new Talk(world, id).with("alice");
    for (var settings : List.of(CallSettings.LIVE, CallSettings.RECORD)) {
      Call bob = talk.join("bob", settings);
      talk.awaitReady("bob");
      world.wire("bob").only(_ -> false);
      int before = world.framesSent("alice").size();
      // Who sends this much loses the session now and then, and the call opens another.
      while (world.framesSent("alice").size() < before + 12_000) {
        if (talk.trySay("alice") != Spoken.SENT) {
          Thread.sleep(1);
        }
      }
      world
          .framesSent("alice")
          .subList(before, before + 12_000)
          .forEach(frame -> world.wire("bob").bring(who("alice"), frame));
      var statistics = bob.statistics();
      assertThat(statistics.received()).isEqualTo(12_000);
      assertThat(statistics.sources().getFirst().jitter().waiting()).isLessThan(10_000);
      assertThat(statistics.dropped() + statistics.late()).isPositive();
      bob.close();
      world.wire("bob").only(_ -> true);
      World.eventually("closed", bob::isEnded);
    }
  }

  @Test
  void removedMembersOldFrames_areRefused_alsoWithTheHubsHelp() throws InterruptedException {
    world.with("alice", "bob", "carol");
    GroupId id = world.group("alice", "bob", "carol");
    var talk = new Talk(world, id).with("alice", "bob", "carol");
    List<Bytes> carols = intercepted(talk, "carol", "bob", 5);
    List<Bytes> alices = intercepted(talk, "alice", "bob", 10);
    world.of("alice", id).remove("carol");
    World.eventually("bob has the new keys", () -> talk.call("bob").statistics().keyChanges() == 1);
    carols.forEach(frame -> world.wire("bob").bring(who("carol"), frame));
    alices.subList(0, 5).forEach(frame -> world.wire("bob").bring(who("alice"), frame));
    assertThat(talk.heard("bob"))
        .as("what others said before is heard for a second, and nothing of carol's at all")
        .isEqualTo(Talk.packets("alice", 1, 5));
    Thread.sleep(1_100);
    alices.subList(5, 10).forEach(frame -> world.wire("bob").bring(who("alice"), frame));
    assertThat(talk.heard("bob")).hasSize(5);
    assertThat(talk.call("bob").statistics().refused(Refusal.EPOCH_GONE)).isEqualTo(10 - 5);
    assertThat(talk.call("bob").statistics().refused(Refusal.LEAF_LEFT)).isEqualTo(5);
  }

  @Test
  void memberWithTheKeys_sealsWhatItLikes_andBreaksNoPlayer() throws InterruptedException {
    world.with("alice", "bob", "mallory");
    GroupId id = world.group("alice", "bob", "mallory");
    var talk = new Talk(world, id).with("alice", "bob");
    MemoryClientStore copy = world.store("mallory").copy();
    try (MlsGroup mls = Inspection.of(copy).mls(id).orElseThrow()) {
      var forge = new Forge(mls, new Random(3));
      int garbage = 200;
      for (int i = 0; i < garbage; i++) {
        world.wire("bob").bring(who("mallory"), forge.noise());
      }
      var statistics = talk.call("bob").statistics();
      assertThat(statistics.refused(GapRule.PAYLOAD_MALFORMED)).isEqualTo(garbage);
      world.wire("bob").bring(who("mallory"), forge.packet(Bytes.of(0xff, 0xff)));
      World.eventually(
          "an Opus packet is the decoder's to judge",
          () ->
              talk.call("bob").play().stream()
                  .anyMatch(heard -> heard.playout() instanceof Playout.Packet));
      // Under alice's name: her own connection is not where it comes from.
      world.wire("bob").bring(who("mallory"), forge.as(mls, 0));
      assertThat(talk.call("bob").statistics().refused(GapRule.OTHER_CONNECTION)).isEqualTo(1);
    }
    talk.say("alice", 5);
    talk.awaitHeard("bob", "alice", 5);
  }

  /// Makes frames with a member's keys that its client would never make.
  private static final class Forge {
    private final MediaKeys keys;
    private final int leaf;
    private final Random dice;
    private long sequence;

    Forge(MlsGroup mls, Random dice) {
      this.leaf = mls.self().value();
      this.dice = dice;
      this.keys = keys(mls, leaf);
    }

    private static MediaKeys keys(MlsGroup mls, int leaf) {
      var suite = SFrameSuite.AES_128_GCM_SHA256_128;
      var keys =
          MediaKeys.create(
              suite,
              leaf,
              List.of(new Reservation(mls.epoch().value(), new MediaSource(leaf, 0), 1L << 40)));
      keys.enter(
          new MediaEpoch(mls.epoch().value(), 4, MediaEpoch.Begun.WITH_REMOVE),
          mls.export(SFrameSuite.EXPORTER_LABEL, Bytes.EMPTY, suite.keySize()),
          (_, _) -> true,
          Instant.now());
      return keys;
    }

    Bytes noise() {
      byte[] octets = new byte[dice.nextInt(100)];
      dice.nextBytes(octets);
      return seal(keys, leaf, Bytes.wrap(octets));
    }

    Bytes packet(Bytes opus) {
      return seal(keys, leaf, AudioPayload.FORM.encode(new AudioPayload(960, opus)));
    }

    Bytes as(MlsGroup mls, int other) {
      try (MediaKeys theirs = keys(mls, other)) {
        return seal(theirs, other, AudioPayload.FORM.encode(new AudioPayload(960, Bytes.of(1))));
      }
    }

    private Bytes seal(MediaKeys with, int as, Bytes plaintext) {
      var sender = with.sender(0);
      sender.due().ifPresent(sender::confirm);
      sequence++;
      Bytes header =
          MediaHeader.FORM.encode(
              new MediaHeader(new StreamId(new LeafIndex(as), 0), Set.of(), sequence));
      byte[] out = new byte[sender.maxSize(plaintext.size())];
      var sealed = sender.protect(header, plaintext.toArray(), 0, plaintext.size(), out, 0);
      int length = ((Protected.Sealed) sealed).length();
      Bytes frame = Bytes.concat(Bytes.of(header.size()), header, Bytes.copyOf(out, 0, length));
      assertThat(FrameNumbers.of(frame).stream().leaf().value()).isEqualTo(as);
      return frame;
    }
  }
}
