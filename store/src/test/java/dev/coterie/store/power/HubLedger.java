package dev.coterie.store.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HashChain;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.StoredKeyPackage;
import dev.coterie.hubapi.WelcomeDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a hub's store was asked and has answered: a log, a mailbox, a shelf of key packages.
final class HubLedger {
  private static final Fingerprint ALICE = Fingerprint.of(Bytes.ofUtf8("alice"));
  private static final Fingerprint BOB = Fingerprint.of(Bytes.ofUtf8("bob"));
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("a group"));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PAGE = 1 << 24;
  private static final int SUITE = 1;

  private final NavigableMap<Long, Bytes> log = new TreeMap<>();
  private final Set<Long> mail = new TreeSet<>();
  private final Set<Long> mailGone = new HashSet<>();
  private final Set<Bytes> shelf = new HashSet<>();
  private final Set<Bytes> claimed = new HashSet<>();
  private boolean founded;
  private boolean bobIsIn;
  private int said;
  private Optional<Bytes> payloadUnderWay = Optional.empty();
  private int claimsUnderWay;

  /// Random requests.
  void write(HubStore store, Random random, int count) {
    if (!founded) {
      store.create(ALICE, GROUP);
      founded = true;
    }
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> commit(store);
        case 2 -> publish(store, random);
        case 3 -> claim(store);
        case 4 -> acknowledge(store, random);
        default -> say(store, random);
      }
    }
  }

  private static Bytes id(int number) {
    return Fingerprint.of(Bytes.ofUtf8("id " + number)).value().slice(0, 16);
  }

  private void say(HubStore store, Random random) {
    byte[] octets = new byte[random.nextInt(8) == 0 ? 9_000 : 16 + random.nextInt(300)];
    random.nextBytes(octets);
    Bytes payload = Bytes.copyOf(octets);
    payloadUnderWay = Optional.of(payload);
    stands(store.append(ALICE, new ApplicationAppend(GROUP, id(said++), payload)), payload);
  }

  /// Bob comes and goes; when he comes, there is mail for him.
  private void commit(HubStore store) {
    Bytes payload = Bytes.ofUtf8("handshake " + said);
    Optional<WelcomeDelivery> welcome =
        bobIsIn
            ? Optional.empty()
            : Optional.of(
                new WelcomeDelivery(Set.of(BOB), Bytes.ofUtf8("welcome"), Optional.empty()));
    RosterChange change =
        bobIsIn ? new RosterChange(Set.of(), Set.of(BOB)) : new RosterChange(Set.of(BOB), Set.of());
    payloadUnderWay = Optional.of(payload);
    long expected = store.head(ALICE, GROUP).lastHandshake();
    stands(
        store.append(
            ALICE, new HandshakeAppend(GROUP, id(said++), expected, payload, change, welcome)),
        payload);
    bobIsIn = !bobIsIn;
    if (bobIsIn) {
      mail.add(items(store).getLast().id());
    }
  }

  private void stands(AppendResult result, Bytes payload) {
    assertThat(result)
        .isInstanceOfSatisfying(
            AppendResult.Accepted.class, accepted -> log.put(accepted.mark().sequence(), payload));
    payloadUnderWay = Optional.empty();
  }

  private void publish(HubStore store, Random random) {
    List<StoredKeyPackage> fresh = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      fresh.add(
          new StoredKeyPackage(
              SUITE,
              Bytes.ofUtf8("key package " + random.nextLong()),
              KeyPackageOffer.Use.ONE_TIME,
              NOW.plus(Duration.ofDays(1))));
    }
    store.publish(BOB, fresh, NOW);
    fresh.forEach(one -> shelf.add(one.keyPackage()));
  }

  private void claim(HubStore store) {
    claimsUnderWay++;
    store.claim(BOB, SUITE, NOW).map(ClaimedKeyPackage::keyPackage).ifPresent(this::handedOut);
    claimsUnderWay--;
  }

  private void handedOut(Bytes keyPackage) {
    assertThat(claimed.add(keyPackage)).as("an acknowledged claim is forgotten").isTrue();
    shelf.remove(keyPackage);
  }

  private void acknowledge(HubStore store, Random random) {
    for (long one : List.copyOf(mail)) {
      if (random.nextBoolean()) {
        mail.remove(one);
        store.acknowledge(BOB, Set.of(one));
        mailGone.add(one);
      }
    }
  }

  private static List<MailItem> items(HubStore store) {
    return store.fetch(BOB, 0, PAGE);
  }

  /// After the power came back: what was acknowledged is there, at its place, and what was under
  /// way is there or not.
  void check(HubStore store) {
    if (founded) {
      checkLog(store);
      checkMail(store);
    }
    checkShelf(store);
  }

  private void checkLog(HubStore store) {
    assertThat(store.create(ALICE, GROUP).existed()).as("the acknowledged group").isTrue();
    List<LogRecord> records = store.read(ALICE, GROUP, 1, PAGE).records();
    var mark = new LogMark(0, HashChain.genesis(GROUP));
    NavigableMap<Long, Bytes> found = new TreeMap<>();
    for (LogRecord record : records) {
      assertThat(HashChain.follows(mark, record)).as("record %d", record.sequence()).isTrue();
      mark = record.mark();
      found.put(record.sequence(), record.payload());
    }
    assertThat(store.head(ALICE, GROUP).mark()).isEqualTo(mark);
    if (found.size() == log.size() + 1
        && Optional.of(found.lastEntry().getValue()).equals(payloadUnderWay)) {
      log.put(found.lastKey(), found.lastEntry().getValue());
    }
    assertThat(found).as("the log as acknowledged").isEqualTo(log);
    bobIsIn =
        store.read(ALICE, GROUP, 1, PAGE).records().stream().filter(HubLedger::turns).count() % 2
            == 1;
    payloadUnderWay = Optional.empty();
  }

  private static boolean turns(LogRecord record) {
    return record.kind() == LogRecord.Kind.HANDSHAKE;
  }

  private void checkMail(HubStore store) {
    Set<Long> found = new TreeSet<>();
    items(store).forEach(item -> found.add(item.id()));
    var missing = new TreeSet<>(mail);
    missing.removeAll(found);
    assertThat(missing).as("acknowledged mail that is missing").isEmpty();
    var again = new TreeSet<>(found);
    again.retainAll(mailGone);
    assertThat(again).as("mail that comes again after it was acknowledged").isEmpty();
    mail.clear();
    mail.addAll(found);
  }

  /// Claims everything that is left: nothing that was handed out comes again, and nothing that was
  /// published is missing, but for a claim whose answer was lost.
  private void checkShelf(HubStore store) {
    Set<Bytes> missing = new HashSet<>(shelf);
    int unanswered = claimsUnderWay;
    claimsUnderWay++;
    var next = store.claim(BOB, SUITE, NOW);
    while (next.isPresent()) {
      handedOut(next.get().keyPackage());
      missing.remove(next.get().keyPackage());
      next = store.claim(BOB, SUITE, NOW);
    }
    assertThat(missing).as("acknowledged key packages").hasSizeLessThanOrEqualTo(unanswered);
    shelf.clear();
    claimsUnderWay = 0;
  }

  /// How many records were acknowledged.
  int records() {
    return log.size();
  }
}
