package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;

/// One row of a group's stored state. Values hold secrets: a store seals them.
///
/// @param key opaque to the store, unique within the group
/// @param value opaque to the store
public record Put(Bytes key, Bytes value) {
  /// Neither bytes appear: values are secret.
  @Override
  public String toString() {
    return "Put[" + key.toHex() + ", " + value.size() + " bytes]";
  }
}
