package dev.coterie.mls.framing;

import dev.coterie.codec.CoterieException;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.SenderData;
import dev.coterie.mls.schedule.Rows;

/// What came out of a private message that opened. Its key is spent in both cases, and the rows say
/// so to the store: whatever happens next, they are to be persisted.
public sealed interface Opened {
  /// Who sent it, as the message says; proven only in [Authentic].
  SenderData sender();

  /// What the spent key changed in the stored state.
  Rows rows();

  /// The content is the sender's own.
  ///
  /// @param sender who sent it
  /// @param content what it says
  /// @param rows to persist
  record Authentic(SenderData sender, AuthenticatedContent content, Rows rows) implements Opened {}

  /// It opened, and what is inside breaks a rule: nothing of it is released.
  ///
  /// @param sender who claims to have sent it
  /// @param why a refusal or a malformed plaintext
  /// @param rows to persist
  record Spoiled(SenderData sender, CoterieException why, Rows rows) implements Opened {}
}
