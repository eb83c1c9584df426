package dev.coterie.hubapi;

import java.util.List;
import java.util.Set;

/// Welcomes, each kept for its recipient until acknowledged. Filled by
/// [GroupLog#append(Fingerprint, HandshakeAppend)]. Throws as [GroupLog] does.
public interface Mailbox {
  /// The oldest items after an id.
  ///
  /// @param maxBytes of welcomes and trees; one item comes whatever its size
  List<MailItem> fetch(Fingerprint owner, long afterId, int maxBytes);

  /// Drops items for good. Ids that are not the owner's, or are gone already, have no effect.
  void acknowledge(Fingerprint owner, Set<Long> ids);
}
