package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.gbp.form.Utf8;

/// Announces octets that follow in chunks of their own.
///
/// @param head id, time, flags, what it answers; chunks name the id
/// @param name to be shown, never used as a path: 1 to 255 octets
/// @param type what the octets are
/// @param size how many there are, to 4 GiB: a claim, for which nobody reserves memory
/// @param chunkSize how many each chunk but the last has, 1,024 to 1,048,576
/// @param hash SHA-256 of them all
public record AttachmentMessage(
    Head head, String name, MediaType type, long size, int chunkSize, Bytes hash)
    implements GtpMessage {
  /// The largest attachment, in octets.
  public static final long MAX_SIZE = 1L << 32;

  /// The most chunks of one attachment.
  public static final int MAX_CHUNKS = 1 << 16;

  /// A chunk size for most purposes.
  public static final int USUAL_CHUNK = 1 << 16;

  static final int KIND = 3;
  static final int MIN_CHUNK = 1 << 10;
  static final int MAX_CHUNK = 1 << 20;
  private static final int MAX_NAME = 255;
  private static final int HASH_SIZE = 32;

  /// Checks the ranges and the name.
  public AttachmentMessage {
    Utf8.require(name, 1, MAX_NAME, "name");
    if (name.equals(".") || name.equals("..") || name.chars().anyMatch(AttachmentMessage::unsafe)) {
      throw new IllegalArgumentException("a name that is a path, or has controls in it");
    }
    if (size < 0 || size > MAX_SIZE || chunkSize < MIN_CHUNK || chunkSize > MAX_CHUNK) {
      throw new IllegalArgumentException("size " + size + " in chunks of " + chunkSize);
    }
    if (count(size, chunkSize) > MAX_CHUNKS) {
      throw new IllegalArgumentException("too many chunks");
    }
    if (hash.size() != HASH_SIZE) {
      throw new IllegalArgumentException("hash of " + hash.size() + " octets");
    }
  }

  private static boolean unsafe(int c) {
    return c < ' ' || c == 0x7f || c == '/' || c == '\\';
  }

  private static long count(long size, int chunkSize) {
    return (size + chunkSize - 1) / chunkSize;
  }

  /// How many chunks follow.
  public int chunks() {
    return (int) count(size, chunkSize);
  }

  /// How many octets a chunk has.
  public int sizeOf(int index) {
    if (index < 0 || index >= chunks()) {
      throw new IllegalArgumentException("chunk " + index + " of " + chunks());
    }
    return (int) Math.min(chunkSize, size - (long) index * chunkSize);
  }

  static AttachmentMessage read(Head head, KeyedReader in) {
    var name = in.take(5, "name", item -> item.text(1, MAX_NAME));
    var type = in.take(6, "media type", MediaType::read);
    long size = in.take(7, "size", item -> item.uint(0, MAX_SIZE));
    int chunkSize = in.take(8, "chunk size", item -> item.integer(MIN_CHUNK, MAX_CHUNK));
    var hash = in.take(9, "hash", item -> item.bytes(HASH_SIZE, HASH_SIZE));
    return in.make(
        () ->
            new AttachmentMessage(
                head, name, new MediaType(type), size, chunkSize, hash.detached()));
  }

  void write(KeyedWriter out) {
    out.text(5, name).text(6, type.value()).uint(7, size).uint(8, chunkSize).bytes(9, hash);
  }
}
