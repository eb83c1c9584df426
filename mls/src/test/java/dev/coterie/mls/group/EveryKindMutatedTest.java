package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.MlsMessage;
import java.util.EnumSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A valid message of every kind, with a bit changed, cut, or with something behind it: refused by
/// type, and every stored row is, octet for octet, what it was. The message itself is good
/// afterwards.
class EveryKindMutatedTest {
  private static final int POSITIONS = 60;
  private static final Class<?>[] REFUSALS = {MalformedException.class, RefusedException.class};

  static Stream<Scene.Maker> makers() {
    return Stream.concat(GroupScenes.all(), EntryScenes.all());
  }

  static Stream<Arguments> scenes() {
    return makers()
        .flatMap(maker -> Stream.of(HandshakeWire.values()).map(wire -> Arguments.of(maker, wire)));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void message_changedAnywhere_leavesEveryRowAsItWas(Scene.Maker maker, HandshakeWire wire) {
    Scene scene = maker.scene().apply(wire);
    int size = scene.message().size();
    for (int i = 0; i < Math.min(POSITIONS, size); i++) {
      int at = (int) ((long) i * (size - 1) / (Math.min(POSITIONS, size) - 1));
      byte[] changed = scene.message().toArray();
      changed[at] ^= (byte) (1 << (i % 8));
      refused(scene, Bytes.wrap(changed), "bit %d of octet %d".formatted(i % 8, at));
      refused(scene, scene.message().slice(0, at), "cut at %d".formatted(at));
    }
    refused(scene, Bytes.concat(scene.message(), Bytes.of(0)), "an octet more");
    refused(scene, Bytes.concat(scene.message(), scene.message()), "twice");
    Optional<Incoming> judged = scene.open().apply(scene.message());
    judged.ifPresent(incoming -> scene.victim().apply(incoming.delta()));
  }

  /// Refused. What shows that it is ours by the keys it was sealed with may be passed over instead.
  private static void refused(Scene scene, Bytes changed, String how) {
    World.Client victim = scene.victim();
    NavigableMap<Bytes, Bytes> before = victim.snapshot();
    Bytes besides = scene.beside().get();
    try {
      Optional<Incoming> judged = scene.open().apply(changed);
      assertThat(judged)
          .as("%s", how)
          .hasValueSatisfying(
              one ->
                  assertThat(one)
                      .isInstanceOfSatisfying(
                          Incoming.OwnMessage.class,
                          own -> {
                            assertThat(own.commit()).isEmpty();
                            assertThat(own.delta().isEmpty()).isTrue();
                          }));
    } catch (CoterieException refused) {
      assertThat(refused).as("%s", how).isInstanceOfAny(REFUSALS);
    }
    assertThat(victim.snapshot()).as("%s", how).isEqualTo(before);
    assertThat(victim.group().spent().isEmpty()).as("%s", how).isTrue();
    assertThat(scene.beside().get()).isEqualTo(besides);
  }

  /// A message of a later epoch cannot be judged yet, whatever is in it: it is kept unopened,
  /// within bounds. When its epoch is there, a changed one is refused, and every other row is what
  /// it was.
  @Test
  void messageOfALaterEpoch_changed_leavesNothingOnceItIsJudged() {
    World world =
        World.of(
            GroupScenes.SUITE,
            GroupSettings.recommended().waiting(GroupSettings.Waiting.UNORDERED),
            "alice",
            "bob");
    World.Client alice = world.client("alice");
    World.Client bob = world.client("bob");
    StagedCommit staged = bob.stage(CommitRequest.empty());
    bob.merge(staged);
    Bytes text = bob.say("early");
    for (int at = 0; at < text.size(); at += 1 + text.size() / POSITIONS) {
      byte[] changed = text.toArray();
      changed[at] ^= (byte) (1 << (at % 8));
      try {
        assertThat(alice.receive(Bytes.wrap(changed))).isInstanceOf(Incoming.MessageEarly.class);
      } catch (CoterieException refused) {
        assertThat(refused).isInstanceOfAny(REFUSALS);
      }
    }
    assertThat(alice.group().earlyMessages()).isNotEmpty();
    alice.merge(alice.commit(staged.commitMessage()));
    NavigableMap<Bytes, Bytes> before = withoutEarly(alice);
    for (Bytes kept : alice.group().ready()) {
      assertThatThrownBy(() -> alice.group().retry(kept, World.NOW))
          .isInstanceOf(CoterieException.class);
      alice.apply(alice.group().spent());
    }
    assertThat(withoutEarly(alice)).isEqualTo(before);
    assertThat(alice.hear(text)).isEqualTo("early");
  }

  private static NavigableMap<Bytes, Bytes> withoutEarly(World.Client client) {
    NavigableMap<Bytes, Bytes> rows = client.snapshot();
    rows.keySet().removeIf(key -> RowKey.kindOf(key) == RowKey.Kind.EARLY);
    return rows;
  }

  @Test
  void noKindIsForgotten() {
    Set<Kind> seen = EnumSet.of(Kind.JUDGED_MESSAGE_EARLY); // it has a test of its own
    for (HandshakeWire wire : HandshakeWire.values()) {
      makers()
          .forEach(
              maker -> {
                Scene scene = maker.scene().apply(wire);
                seen.addAll(kinds(scene.message()));
                scene
                    .open()
                    .apply(scene.message())
                    .ifPresent(
                        judged -> {
                          seen.add(Kind.of(judged));
                          if (judged instanceof Incoming.Application) {
                            seen.add(Kind.APPLICATION); // never in a public message
                          }
                        });
              });
    }
    assertThat(EnumSet.allOf(Kind.class)).allSatisfy(kind -> assertThat(seen).contains(kind));
  }

  /// A ratchet tree beside a welcome is no message.
  private static Set<Kind> kinds(Bytes message) {
    try {
      return Kind.in(MlsMessage.CODEC.decode(message));
    } catch (MalformedException _) {
      return Set.of();
    }
  }
}
