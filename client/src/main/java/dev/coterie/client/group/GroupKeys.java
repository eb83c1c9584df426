package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;

/// Keys of the rows that belong to a group. Each starts with the group's id behind its length, so
/// no group's rows lie among another's.
public final class GroupKeys {
  private GroupKeys() {}

  /// What all keys of a group start with; the key of its only row in a table of one row per group.
  public static Bytes of(GroupId group) {
    return head(group).toBytes();
  }

  /// A row by number, so that order of keys is order of numbers.
  public static Bytes of(GroupId group, long number) {
    return head(group).uint64(number).toBytes();
  }

  /// A row by somebody else's key.
  public static Bytes of(GroupId group, Bytes inner) {
    return head(group).raw(inner).toBytes();
  }

  /// The part of a key that [#of(GroupId, Bytes)] was given.
  public static Bytes inner(GroupId group, Bytes key) {
    return key.slice(of(group).size());
  }

  static Bytes author(GroupId group, Fingerprint author, Bytes messageId) {
    return head(group).raw(author.value()).raw(messageId).toBytes();
  }

  /// The key of former versions.
  static Bytes author(GroupId group, LeafIndex leaf, Epoch admitted, Bytes messageId) {
    return head(group).uint32(leaf.unsigned()).uint64(admitted.value()).raw(messageId).toBytes();
  }

  static Bytes sent(GroupId group, Epoch epoch, long generation) {
    return head(group).uint64(epoch.value()).uint64(generation).toBytes();
  }

  private static WireWriter head(GroupId group) {
    return new WireWriter().opaque(group.value());
  }
}
