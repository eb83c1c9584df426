package dev.coterie.client.port;

import dev.coterie.codec.Bytes;
import java.util.List;
import java.util.Optional;

/// Sorted maps with atomic, durable batches: all that a client asks of a disk. Keys sort as
/// unsigned octets. Implementations are safe for use by several threads; a batch is seen whole or
/// not at all.
///
/// A failure of the medium is an [dev.coterie.codec.UnavailableException]; nothing of the batch was
/// applied then, or the store refuses everything until it is opened again.
public interface ClientStore extends AutoCloseable {
  /// The value under a key.
  Optional<Bytes> get(Table table, Bytes key);

  /// Rows in ascending order whose key starts with `prefix` and is greater than `after` (the empty
  /// key: from the start), at most `limit` of them.
  List<Row> scan(Table table, Bytes prefix, Bytes after, int limit);

  /// The row with the greatest key that starts with `prefix`.
  Optional<Row> last(Table table, Bytes prefix);

  /// Applies a batch. When the call returns, a crash of process or machine no longer undoes it.
  void apply(Batch batch);

  /// Makes sure that rows deleted or overwritten before this call are gone from the store's files
  /// too. The medium below the files is not promised.
  void scrub();

  /// Scrubs, and gives the store up to the next opener. Closing twice is harmless.
  @Override
  void close();
}
