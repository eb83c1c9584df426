package dev.coterie.sframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.sframe.SFrameHeader;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.cipher.FrameCipher;
import dev.coterie.sframe.cipher.KeyDerivation;
import dev.coterie.sframe.media.MediaEpoch.Begun;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hearing: what is opened, and each refusal.
final class MediaKeysTest {
  private static final int ALICE = 0;
  private static final int BOB = 1;
  private static final int CAROL = 4;

  private static World trio() {
    var world = new World();
    world.join(ALICE);
    world.join(BOB);
    world.join(CAROL);
    return world;
  }

  /// A frame as whoever has the key of an epoch can make it, with any key id and counter.
  private static Bytes forge(World world, long epoch, long keyId, long counter) {
    try (var base = World.baseKey(world.suite, epoch);
        var secret = KeyDerivation.secret(world.suite, base);
        var cipher = FrameCipher.derive(world.suite, secret, keyId)) {
      var out = new byte[64];
      int size = cipher.seal(counter, World.METADATA, new byte[5], 0, 5, out, 0);
      return Bytes.copyOf(out, 0, size);
    }
  }

  private static long keyId(World world, long epoch, int leaf, int channel) {
    return new KeyIds(epoch, world.leafCount).of(new MediaSource(leaf, channel));
  }

  @ParameterizedTest
  @EnumSource
  void membersHearEachOther(SFrameSuite suite) {
    var world = new World(suite, 5, 255);
    world.join(ALICE);
    world.join(BOB);
    world.join(CAROL);
    for (int round = 0; round < 3; round++) {
      var hello = world.say(ALICE, 0, "hello");
      assertThat(world.heard(BOB, hello)).isEqualTo("hello");
      assertThat(world.heard(CAROL, hello)).isEqualTo("hello");
      var screen = world.say(ALICE, 1, "screen");
      assertThat(world.heard(CAROL, screen)).isEqualTo("screen");
      assertThat(world.heard(ALICE, world.say(BOB, 0, ""))).isEmpty();
      world.commit();
    }
  }

  @Test
  void openedFrame_saysWhoseItIs() {
    var world = trio();
    world.say(CAROL, 7, "lost");
    assertThat(world.hear(BOB, world.say(CAROL, 7, "abc")))
        .isEqualTo(new Unprotected.Opened(3, new MediaSource(CAROL, 7), 41, 1));
  }

  @Test
  void malformed_noHeader_refused() {
    var world = trio();
    assertThat(world.hear(BOB, Bytes.EMPTY)).isEqualTo(Refusal.MALFORMED);
    assertThat(world.hear(BOB, Bytes.fromHex("8005"))).isEqualTo(Refusal.MALFORMED);
    assertThat(world.member(BOB).refused(Refusal.MALFORMED)).isEqualTo(2);
    assertThat(world.member(BOB).refused(Refusal.REPLAYED)).isZero();
  }

  @Test
  void epochAhead_isKeptForLater_andOpensThen() {
    var world = trio();
    world.epoch++;
    world.enter(world.member(ALICE), Begun.WITHOUT_REMOVE);
    var early = world.say(ALICE, 0, "early");
    assertThat(world.hear(BOB, early)).isEqualTo(Refusal.EPOCH_AHEAD);
    world.enter(world.member(BOB), Begun.WITHOUT_REMOVE);
    assertThat(world.heard(BOB, early)).isEqualTo("early");
    var distant = forge(world, 43 + 127, keyId(world, 43 + 127, ALICE, 0), 0);
    assertThat(world.hear(BOB, distant)).isEqualTo(Refusal.EPOCH_AHEAD);
  }

  @Test
  void epochBeforeTheFirst_isGone() {
    var world = trio();
    assertThat(world.hear(BOB, forge(world, 40, keyId(world, 40, ALICE, 0), 0)))
        .isEqualTo(Refusal.EPOCH_GONE);
  }

  @Test
  void membersWithoutAnEpoch_takeEveryFrameForEarly() {
    var keys = MediaKeys.create(SFrameSuite.AES_128_GCM_SHA256_128, 0, List.of());
    var now = new World().now;
    assertThat(keys.unprotect(World.METADATA, new byte[30], 0, 30, new byte[30], 0, now))
        .isEqualTo(Refusal.EPOCH_AHEAD);
    assertThat(keys.wakeAt()).isEmpty();
    assertThatIllegalStateException().isThrownBy(() -> keys.sender(0));
  }

  @Test
  void unknownKeyId_leafOutsideTheTreeOrChannelAbove255_refused() {
    var world = trio();
    long leafFive = 5L << 8 | 41;
    long channel256 = 256L << 11 | 41;
    assertThat(world.hear(BOB, forge(world, 41, leafFive, 0))).isEqualTo(Refusal.UNKNOWN_KEY_ID);
    assertThat(world.hear(BOB, forge(world, 41, channel256, 0))).isEqualTo(Refusal.UNKNOWN_KEY_ID);
  }

  @Test
  void otherSource_thanTheMetadataSays_refusedBeforeAndAfterItWasHeard() {
    var world = trio();
    var bob = world.member(BOB);
    var claims = List.of(new MediaSource(CAROL, 0), new MediaSource(ALICE, 1));
    for (int round = 0; round < 2; round++) {
      var frame = world.say(ALICE, 0, "hi").toArray();
      var out = new byte[frame.length];
      for (var claim : claims) {
        assertThat(bob.unprotect(claim, World.METADATA, frame, 0, frame.length, out, 0, world.now))
            .isEqualTo(Refusal.OTHER_SOURCE);
      }
      var right = new MediaSource(ALICE, 0);
      assertThat(bob.unprotect(right, World.METADATA, frame, 0, frame.length, out, 0, world.now))
          .isInstanceOf(Unprotected.Opened.class);
    }
    assertThat(bob.refused(Refusal.OTHER_SOURCE)).isEqualTo(4);
  }

  @Test
  void own_framesComeBack_refused() {
    var world = trio();
    assertThat(world.hear(ALICE, world.say(ALICE, 0, "echo"))).isEqualTo(Refusal.OWN);
    world.commit();
    assertThat(world.hear(ALICE, forge(world, 41, keyId(world, 41, ALICE, 3), 0)))
        .isEqualTo(Refusal.OWN);
  }

  @Test
  void leafLeft_removedMember_isSilentAtOnce_inOldAndNewEpochs() {
    var world = trio();
    var before = world.say(CAROL, 0, "before");
    assertThat(world.heard(BOB, before)).isEqualTo("before");
    var unheard = world.say(CAROL, 0, "still on its way");
    world.remove(CAROL);
    assertThat(world.hear(BOB, unheard)).isEqualTo(Refusal.LEAF_LEFT);
    assertThat(world.hear(ALICE, unheard)).isEqualTo(Refusal.LEAF_LEFT);
    assertThat(world.hear(BOB, forge(world, 42, keyId(world, 42, CAROL, 0), 0)))
        .as("a blank leaf is nobody")
        .isEqualTo(Refusal.LEAF_LEFT);
    assertThat(world.heard(BOB, forge(world, 41, keyId(world, 41, ALICE, 0), 9)))
        .as("stated: for a second the removed member can still forge another's old frames")
        .hasSize(5);
  }

  @Test
  void leafLeft_newHolder_isHeardOnlyFromItsEpochOn() {
    var world = trio();
    var old = world.say(CAROL, 0, "carol");
    world.epoch++;
    world.admitted.put(CAROL, world.epoch); // removed, and the leaf given away, by one commit
    var dave = MediaKeys.create(world.suite, CAROL, List.of());
    world.members.put(CAROL, dave);
    world.members.values().forEach(keys -> world.enter(keys, Begun.WITH_REMOVE));
    assertThat(world.hear(BOB, old)).isEqualTo(Refusal.LEAF_LEFT);
    assertThat(world.heard(BOB, world.say(CAROL, 0, "dave"))).isEqualTo("dave");
    assertThat(world.hear(CAROL, world.say(BOB, 0, "welcome")))
        .isInstanceOf(Unprotected.Opened.class);
  }

  @Test
  void tooManySources_fromOneMember_areBounded() {
    var world = new World(SFrameSuite.AES_128_GCM_SHA256_128, 64, 41);
    for (int leaf = 0; leaf < 20; leaf++) {
      world.admitted.put(leaf, 41L);
    }
    world.join(ALICE);
    for (int i = 0; i < EpochKeys.MAX_SOURCES; i++) {
      long keyId = keyId(world, 41, 1 + i / 256, i % 256);
      assertThat(world.hear(ALICE, forge(world, 41, keyId, 0)))
          .isInstanceOf(Unprotected.Opened.class);
    }
    assertThat(world.hear(ALICE, forge(world, 41, keyId(world, 41, 19, 0), 0)))
        .isEqualTo(Refusal.TOO_MANY_SOURCES);
    assertThat(world.hear(ALICE, forge(world, 41, keyId(world, 41, 1, 0), 1)))
        .isInstanceOf(Unprotected.Opened.class);
  }

  @Test
  void tooOldAndReplayed_refused_andHugeCounters_close() {
    var world = trio();
    var frames = new Bytes[1030];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = world.say(ALICE, 0, "frame " + i);
    }
    assertThat(world.heard(BOB, frames[1027])).isEqualTo("frame 1027");
    assertThat(world.hear(BOB, frames[1027])).isEqualTo(Refusal.REPLAYED);
    assertThat(world.hear(BOB, frames[3])).isEqualTo(Refusal.TOO_OLD);
    assertThat(world.heard(BOB, frames[4])).isEqualTo("frame 4");
    assertThat(world.hear(BOB, frames[4])).isEqualTo(Refusal.REPLAYED);
    assertThat(world.hear(BOB, forge(world, 41, keyId(world, 41, ALICE, 0), -1)))
        .isInstanceOf(Unprotected.Opened.class);
    assertThat(world.hear(BOB, frames[1029])).isEqualTo(Refusal.TOO_OLD);
  }

  /// A forger who could move the window would silence whom it likes.
  @Test
  void notAuthentic_movesNoWindow_andKeepsNoKey() {
    var world = trio();
    var real = world.say(ALICE, 0, "real");
    long keyId = keyId(world, 41, ALICE, 0);
    for (long counter : new long[] {0, 5000, Long.MAX_VALUE, -1}) {
      var header = new SFrameHeader(keyId, counter).encode();
      assertThat(world.hear(BOB, Bytes.concat(header, Bytes.wrap(new byte[40]))))
          .isEqualTo(Refusal.NOT_AUTHENTIC);
      assertThat(world.hear(BOB, header)).isEqualTo(Refusal.NOT_AUTHENTIC);
    }
    assertThat(world.heard(BOB, real)).isEqualTo("real");
    var changed = real.toArray();
    changed[changed.length - 1] ^= 1;
    assertThat(world.hear(CAROL, Bytes.wrap(changed))).isEqualTo(Refusal.NOT_AUTHENTIC);
    assertThat(world.heard(CAROL, real)).isEqualTo("real");
  }

  @Test
  void otherMetadata_isNotAuthentic() {
    var world = trio();
    var frame = world.say(ALICE, 0, "hi").toArray();
    assertThat(
            world
                .member(BOB)
                .unprotect(
                    Bytes.ofUtf8("headeR"), frame, 0, frame.length, new byte[99], 0, world.now))
        .isEqualTo(Refusal.NOT_AUTHENTIC);
  }

  @Test
  void keysOfNoEpoch_openNothing() {
    var world = trio();
    var stranger = forge(world, 41 + 1000, keyId(world, 41, ALICE, 0), 0);
    assertThat(world.hear(BOB, stranger)).isEqualTo(Refusal.NOT_AUTHENTIC);
  }

  @Test
  void everyRefusal_namesItsRule() {
    for (var refusal : Refusal.values()) {
      assertThat(refusal.section()).matches("(RFC 9605|gbp2) §.*");
      assertThat(refusal.text()).isNotEmpty();
      assertThat(refusal.remedy()).isNotNull();
    }
  }

  @Test
  void misuse_isRefused_andChangesNothing() {
    var world = trio();
    var bob = world.member(BOB);
    var frame = world.say(ALICE, 0, "hi");
    assertThatIllegalArgumentException()
        .as("the same epoch again")
        .isThrownBy(() -> world.enter(bob, Begun.WITHOUT_REMOVE));
    var next = new MediaEpoch(42, 5, Begun.WITHOUT_REMOVE);
    var wrong = World.baseKey(SFrameSuite.AES_256_GCM_SHA512_128, 42);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bob.enter(next, wrong, (_, _) -> true, world.now));
    assertThat(wrong.isClosed()).isFalse();
    var small = new MediaEpoch(42, 1, Begun.WITHOUT_REMOVE);
    var right = World.baseKey(world.suite, 42);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bob.enter(small, right, (_, _) -> true, world.now));
    var octets = frame.toArray();
    assertThatThrownBy(
            () -> bob.unprotect(World.METADATA, octets, 0, 99, new byte[99], 0, world.now))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(
            () ->
                bob.unprotect(World.METADATA, octets, 0, octets.length, new byte[3], 0, world.now))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(world.heard(BOB, frame)).isEqualTo("hi");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MediaKeys.create(world.suite, -1, List.of()));
    bob.enter(next, right, (_, _) -> true, world.now);
    assertThat(right.isClosed()).as("taken").isTrue();
  }

  @Test
  void closedKeys_throw() {
    var world = trio();
    var bob = world.member(BOB);
    var sender = bob.sender(0);
    bob.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> sender.protect(Bytes.EMPTY, new byte[1], 0, 1, new byte[60], 0));
    assertThatIllegalStateException().isThrownBy(() -> bob.sender(0));
    assertThat(bob.wakeAt()).isEmpty();
    world.pass(Duration.ofDays(1));
    bob.tick(world.now);
  }
}
