package dev.coterie.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.Inspection;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.testing.Bent;
import dev.coterie.client.testing.MemoryClientStore;
import dev.coterie.client.testing.World;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.Spoiler;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/// A group of alice, bob, carol and mallory, whose client is replaced by her keys in bad hands.
abstract class ReplacementCase {
  final World world = new World();
  final AtomicBoolean silent = new AtomicBoolean();
  final List<MlsGroup> keys = new ArrayList<>();
  GroupId id = new GroupId(Bytes.of(0));

  @AfterEach
  void close() {
    keys.forEach(MlsGroup::close);
    world.close();
  }

  /// Texts do not reach the hub while it is silent; requests to come back do.
  final class TextsHeld extends Bent {
    TextsHeld(HubLink straight) {
      super(straight);
    }

    @Override
    public AppendResult append(ApplicationAppend append) {
      boolean keyPackage = append.payload().slice(0, 4).equals(Bytes.of(0, 1, 0, 5));
      if (silent.get() && !keyPackage) {
        throw new UnavailableException("hub", new IOException("away"));
      }
      return super.append(append);
    }
  }

  void reopen(String name, UnaryOperator<HubLink> around) {
    MemoryClientStore store = world.stop(name);
    world.open(name, store, around);
  }

  void club() {
    world.with("alice", "bob", "carol", "mallory");
    id = world.group("alice", "bob", "carol", "mallory");
    world.of("bob", id).text("before").await();
    world.awaitTexts(id, 1, "alice", "carol", "mallory");
  }

  /// Mallory's client is off; her keys are in bad hands.
  LogMark spoil() {
    return spoil("mallory", id, RosterChange.NONE);
  }

  LogMark spoil(String name, GroupId group, RosterChange roster) {
    MlsGroup stolen = Inspection.of(world.stop(name)).mls(group).orElseThrow();
    keys.add(stolen);
    HubLink link = world.link(name);
    HubGroupId at = new HubGroupId(group.value());
    long last = link.readLog(at, Long.MAX_VALUE, 1).head().lastHandshake();
    Bytes commit =
        Spoiler.commit(
            stolen.identity(), stolen.rows(), _ -> true, RandomSource.system(), Instant.now());
    var append =
        new HandshakeAppend(
            at, RandomSource.system().bytes(16), last, commit, roster, Optional.empty());
    AppendResult result = link.append(append);
    assertThat(result).isInstanceOf(AppendResult.Accepted.class);
    return ((AppendResult.Accepted) result).mark();
  }

  Fingerprint of(String name) {
    return world.client(name).self().fingerprint();
  }

  void blocked(String... names) {
    for (String name : names) {
      World.eventually(
          name + " stands still", () -> world.of(name, id).status() == GroupStatus.BLOCKED);
    }
  }

  static void refused(Rule rule, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  void areIn(GroupId next, String... names) {
    areIn(next, List.of(names), names.length);
  }

  void areIn(GroupId next, List<String> names, int size) {
    for (String name : names) {
      World.eventually(
          name + " is in the new group with all the others",
          () ->
              world
                  .client(name)
                  .group(next)
                  .filter(group -> group.members().size() == size)
                  .isPresent());
      World.eventually(
          name + " was led over",
          () ->
              world.events(name).stream()
                  .anyMatch(
                      event ->
                          event instanceof ClientEvent.GroupReplaced(var old, var successor, _)
                              && old.equals(id)
                              && successor.equals(next)));
    }
  }

  List<String> said(GroupId group, String name) {
    return world.texts(name, group);
  }
}
