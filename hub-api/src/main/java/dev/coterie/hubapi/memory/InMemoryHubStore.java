package dev.coterie.hubapi.memory;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.AppendRules;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.CreatedGroup;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.StoredKeyPackage;
import dev.coterie.hubapi.WelcomeDelivery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A hub's store that forgets everything when the process ends. Thread-safe: one lock.
public final class InMemoryHubStore implements HubStore {
  private static final int STALE_BYTES = 1 << 20;

  private final HubLimits limits;
  private final Map<HubGroupId, MemoryGroup> groups = new HashMap<>();
  private final Map<Fingerprint, Integer> founded = new HashMap<>();
  private final Map<Fingerprint, Long> stored = new HashMap<>();
  private final MemoryMailbox mailbox = new MemoryMailbox();
  private final MemoryKeyPackages keyPackages = new MemoryKeyPackages();
  private LiveFanout fanout = LiveFanout.NONE;

  /// An empty store.
  public InMemoryHubStore(HubLimits limits) {
    this.limits = limits;
  }

  @Override
  public synchronized void onCommit(LiveFanout listener) {
    fanout = listener;
  }

  @Override
  public synchronized CreatedGroup create(Fingerprint founder, HubGroupId group) {
    var existing = groups.get(group);
    if (existing != null) {
      if (!existing.founder.equals(founder)) {
        throw new RefusedException(HubRule.GROUP_ID_TAKEN, group.toString());
      }
      return new CreatedGroup(
          true, existing.onRoster(founder) ? existing.head() : LogHead.genesis(group));
    }
    if (founded.getOrDefault(founder, 0) >= limits.groupsPerIdentity()) {
      throw new RefusedException(HubRule.TOO_MANY_GROUPS, limits.groupsPerIdentity() + " groups");
    }
    founded.merge(founder, 1, Integer::sum);
    var made = new MemoryGroup(group, founder);
    groups.put(group, made);
    return new CreatedGroup(false, made.head());
  }

  @Override
  public synchronized AppendResult append(Fingerprint sender, HandshakeAppend append) {
    AppendRules.checkSize(append, limits);
    var group = groupOf(sender, append.group());
    var known = group.find(sender, append.messageId());
    if (known.isPresent()) {
      return new AppendResult.Duplicate(known.get());
    }
    if (append.expectedLastHandshake() != group.head().lastHandshake()) {
      return new AppendResult.Stale(
          group.handshakesAfter(append.expectedLastHandshake(), STALE_BYTES), group.head());
    }
    AppendRules.checkRoster(sender, append, group::onRoster, group.size(), limits);
    append.welcome().ifPresent(welcome -> mailbox.checkRoom(sender, welcome, limits));
    charge(sender, append.size());
    var record =
        group.append(
            LogRecord.Kind.HANDSHAKE,
            sender,
            append.messageId(),
            append.payload(),
            append.roster());
    append.welcome().ifPresent(welcome -> mailbox.deliver(record, welcome));
    fanout.committed(
        new LiveFanout.Committed(
            record,
            gone(append.roster()),
            append.welcome().map(WelcomeDelivery::recipients).orElse(Set.of())));
    return new AppendResult.Accepted(record.mark());
  }

  @Override
  public synchronized AppendResult append(Fingerprint sender, ApplicationAppend append) {
    AppendRules.checkSize(append, limits);
    var group = groupOf(sender, append.group());
    var known = group.find(sender, append.messageId());
    if (known.isPresent()) {
      return new AppendResult.Duplicate(known.get());
    }
    charge(sender, append.payload().size());
    var record =
        group.append(
            LogRecord.Kind.APPLICATION,
            sender,
            append.messageId(),
            append.payload(),
            RosterChange.NONE);
    fanout.committed(new LiveFanout.Committed(record, Set.of(), Set.of()));
    return new AppendResult.Accepted(record.mark());
  }

  @Override
  public synchronized LogPage read(
      Fingerprint reader, HubGroupId group, long fromSequence, int maxBytes) {
    var found = groups.get(group);
    if (found == null) {
      throw new RefusedException(HubRule.NOT_ON_ROSTER, group.toString());
    }
    return found.read(reader, fromSequence, maxBytes);
  }

  @Override
  public synchronized LogHead head(Fingerprint member, HubGroupId group) {
    return groupOf(member, group).head();
  }

  @Override
  public synchronized List<MailItem> fetch(Fingerprint owner, long afterId, int maxBytes) {
    return mailbox.fetch(owner, afterId, maxBytes);
  }

  @Override
  public synchronized void acknowledge(Fingerprint owner, Set<Long> ids) {
    mailbox.acknowledge(owner, ids);
  }

  @Override
  public synchronized KeyPackageStock publish(
      Fingerprint owner, List<StoredKeyPackage> packages, Instant now) {
    return keyPackages.publish(owner, packages, now, limits, bytes -> charge(owner, bytes));
  }

  @Override
  public synchronized Optional<ClaimedKeyPackage> claim(
      Fingerprint owner, int cipherSuite, Instant now) {
    return keyPackages.claim(owner, cipherSuite, now);
  }

  @Override
  public synchronized KeyPackageStock count(Fingerprint owner, int cipherSuite, Instant now) {
    return keyPackages.count(owner, cipherSuite, now);
  }

  @Override
  public void close() {}

  private MemoryGroup groupOf(Fingerprint member, HubGroupId id) {
    var group = groups.get(id);
    if (group == null || !group.onRoster(member)) {
      throw new RefusedException(HubRule.NOT_ON_ROSTER, id.toString());
    }
    return group;
  }

  private void charge(Fingerprint sender, long bytes) {
    long after = stored.getOrDefault(sender, 0L) + bytes;
    if (after > limits.bytesPerIdentity()) {
      throw new RefusedException(HubRule.QUOTA_EXCEEDED, after + " octets");
    }
    stored.put(sender, after);
  }

  private static Set<Fingerprint> gone(RosterChange roster) {
    var gone = new java.util.HashSet<>(roster.removed());
    gone.removeAll(roster.added());
    return Set.copyOf(gone);
  }
}
