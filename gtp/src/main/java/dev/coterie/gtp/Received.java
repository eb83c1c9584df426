package dev.coterie.gtp;

import dev.coterie.codec.Bytes;

/// What became of a payload of a text stream.
public sealed interface Received {
  /// Seen for the first time. Store it with its digest, in one transaction with the state that
  /// opened it.
  ///
  /// @param message what was said
  /// @param digest SHA-256 of the payload, 32 octets
  record Fresh(GtpMessage message, Bytes digest) implements Received {}

  /// The very same message again: nothing to show, nothing wrong.
  ///
  /// @param id the message
  record Repeated(MessageId id) implements Received {}

  /// Authentic, and nothing that can be shown.
  ///
  /// @param rule what it broke
  /// @param detail where, never content
  record Refused(GtpRule rule, String detail) implements Received {}
}
