package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;

/// One piece of key state as a store keeps it. The value is secret and does not appear in
/// [#toString].
///
/// @param key names the piece within its epoch
/// @param value its state
public record Row(Bytes key, Bytes value) {
  @Override
  public String toString() {
    return "Row[" + key + ", " + value.size() + " bytes]";
  }
}
