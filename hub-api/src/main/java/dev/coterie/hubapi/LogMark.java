package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;

/// A place in a group's log: two logs with the same mark agree on everything before it.
///
/// @param sequence 0 for the empty log
/// @param hash the hash of the record there, or [HashChain#genesis]
public record LogMark(long sequence, Bytes hash) {
  /// Refuses negative sequences and hashes that are not 32 octets.
  public LogMark {
    if (sequence < 0) {
      throw new IllegalArgumentException("negative sequence");
    }
    checkHash(hash);
  }

  /// The start of a group's log.
  public static LogMark genesis(HubGroupId group) {
    return new LogMark(0, HashChain.genesis(group));
  }

  static void checkHash(Bytes hash) {
    if (hash.size() != HashChain.HASH_SIZE) {
      throw new IllegalArgumentException("a hash has 32 octets, not " + hash.size());
    }
  }
}
