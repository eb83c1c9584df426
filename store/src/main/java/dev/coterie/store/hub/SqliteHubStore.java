package dev.coterie.store.hub;

import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.CreatedGroup;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubStore;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.StoredKeyPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// A hub's store in a directory: `hub.db` (SQLite with a write-ahead log, full synchronisation) and
/// `hub.lock`. One process at a time. What an append answers has been synchronised to disk.
public final class SqliteHubStore implements HubStore {
  private final HubDirectory directory;
  private final Db writing;
  private final Writer writer;
  private final Readers readers;
  private final LogJobs jobs;
  private final HubLimits limits;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile LiveFanout fanout = LiveFanout.NONE;

  private SqliteHubStore(HubDirectory directory, Db writing, Readers readers, HubLimits limits) {
    this.directory = directory;
    this.writing = writing;
    this.writer = new Writer(writing);
    this.readers = readers;
    this.jobs = new LogJobs(limits);
    this.limits = limits;
  }

  /// Opens a store with [HubLimits#DEFAULT].
  public static SqliteHubStore open(Path directory) {
    return open(directory, HubLimits.DEFAULT);
  }

  /// Opens a store, or makes an empty one.
  ///
  /// @throws UnavailableException if another process has it, or if it is not a hub's, or damaged
  public static SqliteHubStore open(Path directory, HubLimits limits) {
    try {
      var owned = HubDirectory.open(directory);
      try {
        return open(owned, limits);
      } catch (SQLException e) {
        owned.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new UnavailableException("the hub's database in " + directory, e);
    }
  }

  private static SqliteHubStore open(HubDirectory directory, HubLimits limits) throws SQLException {
    var file = directory.file("hub.db");
    var db = Db.open(file);
    try {
      HubSchema.migrate(db);
      HubSchema.check(db);
      var store = new SqliteHubStore(directory, db, Readers.open(file), limits);
      store.writer.start();
      return store;
    } catch (SQLException e) {
      db.close();
      throw e;
    }
  }

  @Override
  public void onCommit(LiveFanout listener) {
    fanout = listener;
  }

  @Override
  public CreatedGroup create(Fingerprint founder, HubGroupId group) {
    return writer.run(db -> jobs.create(db, founder, group), _ -> {});
  }

  @Override
  public AppendResult append(Fingerprint sender, HandshakeAppend append) {
    return writer.run(db -> jobs.append(db, sender, append), this::tell).result();
  }

  @Override
  public AppendResult append(Fingerprint sender, ApplicationAppend append) {
    return writer.run(db -> jobs.append(db, sender, append), this::tell).result();
  }

  @Override
  public LogPage read(Fingerprint reader, HubGroupId group, long fromSequence, int maxBytes) {
    return readers.run(db -> jobs.read(db, reader, group, fromSequence, maxBytes));
  }

  @Override
  public LogHead head(Fingerprint member, HubGroupId group) {
    return readers.run(db -> LogJobs.groupOf(db, member, group).head());
  }

  @Override
  public List<MailItem> fetch(Fingerprint owner, long afterId, int maxBytes) {
    return readers.run(db -> MailTable.fetch(db, owner, afterId, maxBytes));
  }

  @Override
  public void acknowledge(Fingerprint owner, Set<Long> ids) {
    var dropped = Set.copyOf(ids);
    writer.run(
        db -> {
          MailTable.acknowledge(db, owner, dropped);
          return dropped;
        },
        _ -> {});
  }

  @Override
  public KeyPackageStock publish(Fingerprint owner, List<StoredKeyPackage> packages, Instant now) {
    return writer.run(db -> KeyPackageTable.publish(db, owner, packages, now, limits), _ -> {});
  }

  @Override
  public Optional<ClaimedKeyPackage> claim(Fingerprint owner, int cipherSuite, Instant now) {
    return writer.run(db -> KeyPackageTable.claim(db, owner, cipherSuite, now), _ -> {});
  }

  @Override
  public KeyPackageStock count(Fingerprint owner, int cipherSuite, Instant now) {
    return readers.run(db -> KeyPackageTable.count(db, owner, cipherSuite, now));
  }

  /// Writes what is queued, empties the write-ahead log, closes, and gives the directory up.
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    writer.close();
    try (directory;
        writing;
        readers) {
      writing.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (IOException | SQLException e) {
      throw new UnavailableException("the hub's database", e);
    }
  }

  private void tell(LogJobs.Appended appended) {
    appended.committed().ifPresent(fanout::committed);
  }
}
