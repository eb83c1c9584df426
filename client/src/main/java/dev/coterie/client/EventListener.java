package dev.coterie.client;

import dev.coterie.client.event.ClientEvent;

/// Hears events, one after the other, on a thread of its own.
@FunctionalInterface
public interface EventListener {
  /// An event. What this throws is logged and does not stop the delivery; taking long delays this
  /// listener only.
  ///
  /// @param number its place in the journal: [Client#subscribe(long, EventListener)] goes on after
  ///   it
  void on(long number, ClientEvent event);
}
