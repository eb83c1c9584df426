package dev.coterie.store.client;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.Change;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A client's store in one SQLite file: write-ahead log, full synchronisation, deleted content
/// overwritten, every value sealed ([ValueSeal]). Safe for several threads; they take turns.
///
/// One process owns a store: a second opener gets [StoreRule#STORE_IN_USE]. What the seal does not
/// promise: somebody who may write the file can put back an older version of a row, or of the whole
/// file. The client notices the latter in the group's log before it sends anything.
public final class SqliteClientStore implements ClientStore {
  private static final String KEY = "key";

  private final StoreLock lock;
  private final Database database;
  private final ValueSeal seal;
  private final ReentrantLock turn = new ReentrantLock();
  private boolean closed;

  private SqliteClientStore(StoreLock lock, Database database, ValueSeal seal) {
    this.lock = lock;
    this.database = database;
    this.seal = seal;
  }

  /// Opens the store, or makes it if there is none.
  ///
  /// @throws dev.coterie.codec.RefusedException with a [StoreRule]: in use, another key, not a
  ///   store
  /// @throws UnavailableException if the disk fails
  public static SqliteClientStore open(Path path, Unlock unlock) {
    return open(path, unlock, RandomSource.system());
  }

  /// As [#open(Path, Unlock)], with the source of salts and of a new store's data key.
  public static SqliteClientStore open(Path path, Unlock unlock, RandomSource random) {
    return open(path, unlock, random, Schema.STEPS);
  }

  static SqliteClientStore open(
      Path path, Unlock unlock, RandomSource random, List<String> schema) {
    StoreLock lock = StoreLock.take(path);
    @Nullable Database database = null;
    try {
      database = Database.open(path, schema);
      Secret dataKey = dataKey(database, unlock, random);
      return new SqliteClientStore(lock, database, new ValueSeal(dataKey, random));
    } catch (SQLException | IOException e) {
      release(lock, database, e);
      throw new UnavailableException("client store", e);
    } catch (RuntimeException e) {
      release(lock, database, e);
      throw e;
    }
  }

  private static Secret dataKey(Database database, Unlock unlock, RandomSource random)
      throws SQLException {
    Optional<Bytes> stored = database.meta(KEY);
    if (stored.isPresent()) {
      return KeyEnvelope.CODEC.decode(stored.get()).open(unlock);
    }
    Secret fresh = KeyEnvelope.freshDataKey(random);
    database.meta(KEY, KeyEnvelope.CODEC.encode(KeyEnvelope.create(fresh, unlock, random)));
    return fresh;
  }

  private static void release(StoreLock lock, @Nullable Database database, Exception cause) {
    try {
      if (database != null) {
        database.close();
      }
      lock.close();
    } catch (SQLException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public Optional<Bytes> get(Table table, Bytes key) {
    Optional<Bytes> sealed = turn(() -> database.get(table.code(), key));
    return sealed.map(value -> seal.open(table, key, value));
  }

  @Override
  public List<Row> scan(Table table, Bytes prefix, Bytes after, int limit) {
    return opened(table, turn(() -> database.scan(table.code(), prefix, after, limit)));
  }

  @Override
  public Optional<Row> last(Table table, Bytes prefix) {
    return opened(table, turn(() -> database.last(table.code(), prefix))).stream().findFirst();
  }

  private List<Row> opened(Table table, List<Database.Sealed> rows) {
    return rows.stream()
        .map(row -> new Row(row.key(), seal.open(table, row.key(), row.value())))
        .toList();
  }

  @Override
  public void apply(Batch batch) {
    List<Database.Step> steps = batch.changes().stream().map(this::sealed).toList();
    turn(
        () -> {
          database.apply(steps);
          return steps;
        });
  }

  private Database.Step sealed(Change change) {
    int table = change.table().code();
    return switch (change) {
      case Change.Put(var name, var key, var value) ->
          new Database.Step.Put(table, key, seal.seal(name, key, value));
      case Change.Delete(_, var key) -> new Database.Step.Delete(table, key);
      case Change.DeleteAll(_, var prefix) -> new Database.Step.DeleteAll(table, prefix);
    };
  }

  @Override
  public void scrub() {
    turn(
        () -> {
          database.checkpoint();
          return database;
        });
  }

  @Override
  public void close() {
    turn.lock();
    try (lock;
        seal) {
      if (!closed) {
        closed = true;
        try (database) {
          database.checkpoint();
        }
      }
    } catch (SQLException e) {
      throw new UnavailableException("client store", e);
    } finally {
      turn.unlock();
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private <T> T turn(Work<T> work) {
    turn.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      return work.run();
    } catch (SQLException e) {
      throw new UnavailableException("client store", e);
    } finally {
      turn.unlock();
    }
  }
}
