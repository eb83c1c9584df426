package dev.coterie.hub;

import dev.coterie.codec.RefusedException;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hub.live.LiveHub;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.CreatedGroup;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.StoredKeyPackage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the hub does, call by call, for a caller whose identity has been proved. Knows no
/// transport; blocks while the store works; thread-safe.
public final class HubService {
  /// The most payload that a page of the log or of mail holds, unless its first element alone is
  /// larger.
  public static final int PAGE_BYTES = 1 << 20;

  private static final int OFFERS = 1_000;

  private final HubStore store;
  private final LiveHub live;
  private final KeyPackageCheck keyPackageCheck;
  private final HubLimits limits;
  private final HubMetrics metrics;
  private final InstantSource clock;
  private volatile boolean draining;

  /// @param store whose fan-out must be `live`
  public HubService(
      HubStore store,
      LiveHub live,
      KeyPackageCheck keyPackageCheck,
      HubLimits limits,
      HubMetrics metrics,
      InstantSource clock) {
    this.store = store;
    this.live = live;
    this.keyPackageCheck = keyPackageCheck;
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// What this hub takes.
  public HubLimits limits() {
    return limits;
  }

  /// Takes nothing new from now on.
  public void drain() {
    draining = true;
    live.drain();
  }

  /// See [dev.coterie.hubapi.HubLink#publishKeyPackages].
  public KeyPackageStock publish(HubIdentity caller, List<KeyPackageOffer> offers) {
    refuseIfDraining();
    if (offers.isEmpty()) {
      return new KeyPackageStock(0, false);
    }
    if (offers.size() > OFFERS) {
      throw new RefusedException(HubRule.TOO_MANY_KEY_PACKAGES, offers.size() + " in one call");
    }
    var checked = new ArrayList<StoredKeyPackage>();
    for (var offer : offers) {
      if (offer.keyPackage().size() > limits.keyPackageBytes()) {
        throw new RefusedException(
            HubRule.MESSAGE_TOO_LARGE, offer.keyPackage().size() + " octets");
      }
      checked.add(keyPackageCheck.check(caller, offer));
    }
    return store.publish(caller.fingerprint(), checked, clock.instant());
  }

  /// See [dev.coterie.hubapi.HubLink#claimKeyPackage]. Warns an owner who runs out.
  public Optional<ClaimedKeyPackage> claim(Fingerprint owner, int cipherSuite) {
    refuseIfDraining();
    var now = clock.instant();
    var claimed = store.claim(owner, cipherSuite, now);
    if (claimed.isPresent()) {
      metrics.count(Counter.KEY_PACKAGES_CLAIMED);
    }
    if (live.isPresent(owner)) {
      var stock = store.count(owner, cipherSuite, now);
      if (stock.oneTime() < limits.stockWarning()) {
        live.tell(owner, new LiveEvent.StockLow(cipherSuite, stock));
      }
    }
    return claimed;
  }

  /// See [dev.coterie.hubapi.HubLink#countKeyPackages].
  public KeyPackageStock count(HubIdentity caller, int cipherSuite) {
    return store.count(caller.fingerprint(), cipherSuite, clock.instant());
  }

  /// See [dev.coterie.hubapi.HubLink#createGroup].
  public CreatedGroup create(HubIdentity caller, HubGroupId group) {
    refuseIfDraining();
    return store.create(caller.fingerprint(), group);
  }

  /// See [dev.coterie.hubapi.GroupLog].
  public AppendResult append(HubIdentity caller, HandshakeAppend append) {
    refuseIfDraining();
    return counted(store.append(caller.fingerprint(), append));
  }

  /// See [dev.coterie.hubapi.GroupLog].
  public AppendResult append(HubIdentity caller, ApplicationAppend append) {
    refuseIfDraining();
    return counted(store.append(caller.fingerprint(), append));
  }

  /// See [dev.coterie.hubapi.HubLink#readLog].
  public LogPage read(HubIdentity caller, HubGroupId group, long fromSequence, int maxBytes) {
    return store.read(caller.fingerprint(), group, Math.max(fromSequence, 1), page(maxBytes));
  }

  /// See [dev.coterie.hubapi.HubLink#fetchMail].
  public List<MailItem> fetch(HubIdentity caller, long afterId, int maxBytes) {
    return store.fetch(caller.fingerprint(), afterId, page(maxBytes));
  }

  /// See [dev.coterie.hubapi.HubLink#acknowledgeMail].
  public void acknowledge(HubIdentity caller, Set<Long> ids) {
    if (ids.size() > limits.mailboxItems()) {
      throw new RefusedException(HubRule.MALFORMED_REQUEST, ids.size() + " ids");
    }
    store.acknowledge(caller.fingerprint(), ids);
  }

  private AppendResult counted(AppendResult result) {
    metrics.count(
        switch (result) {
          case AppendResult.Accepted _ -> Counter.APPENDS_ACCEPTED;
          case AppendResult.Duplicate _ -> Counter.APPENDS_DUPLICATE;
          case AppendResult.Stale _ -> Counter.APPENDS_STALE;
        });
    return result;
  }

  private void refuseIfDraining() {
    if (draining) {
      throw new RefusedException(HubRule.DRAINING, "try again in a moment");
    }
  }

  private static int page(int asked) {
    return Math.clamp(asked, 1, PAGE_BYTES);
  }
}
