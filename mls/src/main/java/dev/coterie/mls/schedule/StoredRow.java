package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.schedule.SecretTree.RatchetId;

/// The rows in which a secret tree is stored:
///
/// ```
/// key 0x01, uint32 node                           value secret[Nh]
/// key 0x02, uint8 kind, uint32 leaf               value uint64 next generation, secret[Nh]
/// key 0x03, uint8 kind, uint32 leaf, uint32 gen   value key[Nk], nonce[Nn]
/// key 0x04                                        value 0x01: the handshake ratchets are dropped
/// ```
sealed interface StoredRow {
  /// A tree secret that nobody has needed yet.
  record Node(int node, Secret secret) implements StoredRow {}

  /// Where a ratchet stands.
  record Head(RatchetId id, long next, Secret secret) implements StoredRow {}

  /// A key that was passed over.
  record Skipped(RatchetId id, long generation, MessageKey key) implements StoredRow {}

  /// The epoch's handshakes are over.
  record Retired() implements StoredRow {}

  /// Reads one row; whether it fits the others is not asked here.
  static StoredRow read(CipherSuite suite, Row row) {
    var key = new WireReader(row.key());
    var value = new WireReader(row.value());
    StoredRow stored =
        switch (key.uint8("row")) {
          case 1 -> new Node(index(key, "node"), secret(value, "secret", suite.hashSize()));
          case 2 ->
              new Head(
                  ratchet(key),
                  generation(value.uint64("next"), Ratchet.END, value),
                  secret(value, "secret", suite.hashSize()));
          case 3 ->
              new Skipped(
                  ratchet(key),
                  key.uint32("generation"),
                  new MessageKey(
                      secret(value, "key", suite.keySize()),
                      secret(value, "nonce", suite.nonceSize())));
          case 4 -> retired(value);
          default -> throw key.malformed("row", "unknown kind");
        };
    key.end();
    value.end();
    return stored;
  }

  private static Retired retired(WireReader value) {
    if (value.uint8("retired") != 1) {
      throw value.malformed("retired", "not 1");
    }
    return new Retired();
  }

  private static long generation(long next, long most, WireReader value) {
    if (next < 0 || next > most) {
      throw value.malformed("next", "beyond the last generation");
    }
    return next;
  }

  private static int index(WireReader key, String field) {
    long index = key.uint32(field);
    if (index > Integer.MAX_VALUE) {
      throw key.malformed(field, "beyond any tree");
    }
    return (int) index;
  }

  private static RatchetId ratchet(WireReader key) {
    var kind =
        switch (key.uint8("kind")) {
          case 1 -> RatchetKind.HANDSHAKE;
          case 2 -> RatchetKind.APPLICATION;
          default -> throw key.malformed("kind", "neither handshake(1) nor application(2)");
        };
    return new RatchetId(index(key, "leaf"), kind);
  }

  private static Secret secret(WireReader value, String field, int size) {
    return Secret.copyOf(value.fixed(field, size));
  }

  static Row retired() {
    return new Row(Bytes.of(4), Bytes.of(1));
  }

  static Bytes nodeKey(int node) {
    return new WireWriter().uint8(1).uint32(node).toBytes();
  }

  static Row node(int node, Secret secret) {
    return new Row(nodeKey(node), secret.export(KeyExport.dangerously()));
  }

  static Bytes headKey(RatchetId id) {
    return new WireWriter().uint8(2).uint8(id.kind().code()).uint32(id.leaf()).toBytes();
  }

  static Row head(RatchetId id, Ratchet ratchet) {
    var value = new WireWriter().uint64(ratchet.next());
    return new Row(
        headKey(id), value.raw(ratchet.secret().export(KeyExport.dangerously())).toBytes());
  }

  static Bytes skippedKey(RatchetId id, long generation) {
    return new WireWriter()
        .uint8(3)
        .uint8(id.kind().code())
        .uint32(id.leaf())
        .uint32(generation)
        .toBytes();
  }

  static Row skipped(RatchetId id, long generation, MessageKey key) {
    var token = KeyExport.dangerously();
    return new Row(
        skippedKey(id, generation),
        Bytes.concat(key.key().export(token), key.nonce().export(token)));
  }
}
