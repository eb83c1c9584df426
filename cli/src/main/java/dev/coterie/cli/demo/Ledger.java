package dev.coterie.cli.demo;

import java.util.List;

/// What the members were told: the acknowledged messages in the order in which they were said, and
/// what the acts did to the group. Written down by the director of the demonstration, who sits in
/// another process than any member.
///
/// @param said acknowledged messages
/// @param lastCarolEpoch the last epoch that carol belonged to
/// @param firstDaveEpoch the first epoch that dave belongs to
/// @param call what happened in the call
record Ledger(List<Said> said, long lastCarolEpoch, long firstDaveEpoch, Call call) {
  /// @param id 16 bytes in hex, as acknowledged to the speaker
  record Said(int line, Cast speaker, String id, String text) {}

  /// @param epochs in which alice spoke, in order: that in which the call began, and one for each
  ///   change
  /// @param pace whether frames may be lost at all
  record Call(List<Long> epochs, Pace pace) {
    Call {
      epochs = List.copyOf(epochs);
    }
  }

  Ledger {
    said = List.copyOf(said);
  }
}
