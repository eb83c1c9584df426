package dev.coterie.cli;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.Group;
import dev.coterie.client.group.GroupRow;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.port.ClientStore;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.HubRule;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.message.GroupId;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.StoreRule;
import dev.coterie.store.client.Unlock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// An open client, and the link below it. Close it to give the store back.
final class Session implements AutoCloseable {
  /// How much a command depends on the hub.
  enum Need {
    /// Not at all.
    NONE,
    /// It says more with the hub than without.
    IF_THERE,
    /// It waits for the hub for as long as it runs.
    SOME_TIME,
    /// It fails at once without.
    NOW
  }

  /// What to open, and how.
  ///
  /// @param name of an identity that is made now
  /// @param patience with the hub and with other members
  record Plan(
      Home home,
      Unlock unlock,
      String name,
      Optional<HubAddress> hub,
      Need need,
      Duration patience) {}

  private static final Duration STORE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration SAY_WAITING = Duration.ofMillis(700);
  private static final long PAUSE_MS = 20;
  private static final long BEYOND_THE_END = 1L << 62;

  private final Client client;
  private final HubLink link;
  private final boolean online;
  private final Duration patience;

  private Session(Client client, HubLink link, boolean online, Duration patience) {
    this.client = client;
    this.link = link;
    this.online = online;
    this.patience = patience;
  }

  /// Opens store and client. Of a hub that must answer now, it is known afterwards that it does,
  /// and that it is the pinned one.
  static Session open(Plan plan, Console console) {
    Optional<HubAddress> hub = plan.need() == Need.NONE ? Optional.empty() : plan.hub();
    if (plan.need() == Need.NOW && hub.isEmpty()) {
      throw noHub();
    }
    Optional<Stop> silence = hub.flatMap(HubDoor::knock);
    if (silence.isPresent()) {
      switch (plan.need()) {
        case NOW -> throw silence.get();
        case SOME_TIME -> console.remark(silence.get().getMessage() + "; trying on");
        case IF_THERE -> {
          console.remark(silence.get().getMessage() + "; this is what was known before");
          hub = Optional.empty();
        }
        case NONE -> {}
      }
    }
    return open(plan, hub, silence.isEmpty(), console);
  }

  static Stop noHub() {
    return new Stop(
        Stop.Reason.NO_HUB,
        "no hub was chosen",
        "coterie id --hub HOST:PORT#FINGERPRINT (coterie up prints it), or paste a join line");
  }

  private static Session open(
      Plan plan, Optional<HubAddress> hub, boolean answers, Console console) {
    ClientStore store = store(plan, console);
    var made = new AtomicReference<@Nullable HubLink>();
    try {
      Client client =
          Client.open(
              store,
              identity -> {
                HubLink link = link(hub, identity, plan.patience());
                made.set(link);
                if (hub.isPresent() && answers) {
                  link.limits(); // connects: the right hub, and one that takes us
                }
                return link;
              },
              ClientOptions.named(plan.name()).with(plan.patience()));
      HubLink link = made.get();
      if (link == null) {
        throw new IllegalStateException("a client without a link");
      }
      return new Session(client, link, hub.isPresent(), plan.patience());
    } catch (RuntimeException e) {
      HubLink link = made.get();
      if (link != null) {
        link.close();
      }
      store.close();
      throw e;
    }
  }

  private static HubLink link(Optional<HubAddress> hub, Identity identity, Duration patience) {
    return hub.map(each -> HubDoor.to(each, identity, patience))
        .orElseGet(
            () -> new OfflineLink(HubIdentity.of(identity.suite(), identity.keys().publicKey())));
  }

  /// One process owns a store: a short command of another is worth waiting for.
  private static ClientStore store(Plan plan, Console console) {
    long begun = System.nanoTime();
    boolean said = false;
    try {
      while (true) {
        try {
          return SqliteClientStore.open(plan.home().database(), plan.unlock());
        } catch (RefusedException e) {
          Duration waited = Duration.ofNanos(System.nanoTime() - begun);
          if (e.rule() != StoreRule.STORE_IN_USE || waited.compareTo(STORE_PATIENCE) > 0) {
            throw e;
          }
          if (!said && waited.compareTo(SAY_WAITING) > 0) {
            said = true;
            console.remark("another coterie uses " + plan.home().folder() + ": waiting for it");
          }
          pause();
        }
      }
    } finally {
      Keys.close(plan.unlock());
    }
  }

  Client client() {
    return client;
  }

  Duration patience() {
    return patience;
  }

  boolean isOnline() {
    return online;
  }

  Optional<GroupRow> row(GroupId group) {
    return client.inspection().group(group);
  }

  /// Waits until all mail is taken in, and all that the groups' logs hold now. Returns whether it
  /// was so in time.
  boolean catchUp() {
    if (!online || !await(() -> link.fetchMail(0, 1 << 16).isEmpty(), patience)) {
      return false;
    }
    boolean all = true;
    for (Group group : client.groups()) {
      all &= catchUp(group.id());
    }
    return all;
  }

  /// The same for one group.
  boolean catchUp(GroupId group) {
    if (!online || !founded(group)) {
      return false;
    }
    try {
      long head = link.readLog(new HubGroupId(group.value()), BEYOND_THE_END, 1).head().sequence();
      return await(() -> reached(group, head), patience);
    } catch (RefusedException e) {
      if (e.rule() == HubRule.NOT_ON_ROSTER) {
        return true; // the group's own events tell
      }
      throw e;
    }
  }

  private boolean reached(GroupId group, long head) {
    return row(group).filter(row -> row.status().reads() && row.mark().sequence() < head).isEmpty();
  }

  /// Waits until the hub knows a group that was founded here.
  boolean founded(GroupId group) {
    return await(
        () -> row(group).filter(row -> row.status() == GroupStatus.FOUNDING).isEmpty(), patience);
  }

  /// Waits until others can take us into groups.
  boolean published() {
    return online && await(() -> link.countKeyPackages(suite()).oneTime() > 0, patience);
  }

  private static int suite() {
    return CipherSuite.X25519_AES128GCM_SHA256_ED25519.code();
  }

  /// Waits until something is so.
  static boolean await(BooleanSupplier condition, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("waiting", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
