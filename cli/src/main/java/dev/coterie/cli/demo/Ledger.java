package dev.coterie.cli.demo;

import java.util.List;

/// What the members were told: the acknowledged messages in the order in which they were said, and
/// what the acts did to the group. Written down by the director of the demonstration, who sits in
/// another process than any member.
///
/// @param said acknowledged messages
/// @param lastCarolEpoch the last epoch that carol belonged to
/// @param firstDaveEpoch the first epoch that dave belongs to
record Ledger(List<Said> said, long lastCarolEpoch, long firstDaveEpoch) {
  /// @param id 16 bytes in hex, as acknowledged to the speaker
  record Said(int line, Cast speaker, String id, String text) {}

  Ledger {
    said = List.copyOf(said);
  }
}
