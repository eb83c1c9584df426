package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A store, three identities and one group. Subclasses bring the store.
abstract class HubStoreWorld {
  static final Fingerprint ALICE = Samples.fingerprint("alice");
  static final Fingerprint BOB = Samples.fingerprint("bob");
  static final Fingerprint CAROL = Samples.fingerprint("carol");
  static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("a group"));
  static final HubLimits LIMITS =
      new HubLimits(4_000, 2_000, 9_000, 4, 2, 100_000, 3, 500, 3, 2, 10, 2, MediaLimits.NONE);
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  static final int PAGE = 1 << 20;

  HubStore store;

  abstract HubStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  AppendResult say(Fingerprint who, String id) {
    return store.append(
        who, new ApplicationAppend(GROUP, Samples.messageId(id), Samples.payload(id)));
  }

  AppendResult commit(Fingerprint who, long expected, String id, RosterChange change) {
    return store.append(
        who,
        new HandshakeAppend(
            GROUP, Samples.messageId(id), expected, Samples.payload(id), change, Optional.empty()));
  }

  static HandshakeAppend welcoming(
      long expected, String id, RosterChange change, Fingerprint... recipients) {
    return new HandshakeAppend(
        GROUP,
        Samples.messageId(id),
        expected,
        Samples.payload(id),
        change,
        Optional.of(
            new WelcomeDelivery(
                Set.of(recipients),
                Samples.payload("welcome " + id),
                Optional.of(Samples.payload("tree " + id)))));
  }

  static RosterChange add(Fingerprint who) {
    return new RosterChange(Set.of(who), Set.of());
  }

  static RosterChange remove(Fingerprint who) {
    return new RosterChange(Set.of(), Set.of(who));
  }

  static void refused(HubRule rule, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  /// Something that one of several racers does.
  @FunctionalInterface
  interface Racer<T> {
    T run(int index) throws Exception;
  }

  static <T> List<T> together(int racers, Racer<T> racer) throws Exception {
    var start = new CyclicBarrier(racers);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<T>>();
      for (int i = 0; i < racers; i++) {
        int index = i;
        tasks.add(
            () -> {
              start.await();
              return racer.run(index);
            });
      }
      var results = new ArrayList<T>();
      for (var future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
