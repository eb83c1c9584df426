package dev.coterie.hub.planted;

import dev.coterie.codec.Bytes;

/// Planted: prints below the edge.
public final class Prints {
  void print() {
    System.out.println(Bytes.EMPTY);
  }
}
