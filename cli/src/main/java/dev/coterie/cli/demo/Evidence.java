package dev.coterie.cli.demo;

import java.util.List;
import java.util.Map;

/// What the databases say after all processes have ended.
///
/// @param members what each member stored
/// @param carolsAttempts every later record of the hub's log, offered to carol's state as it was
///   just before her removal
/// @param hubBytesWithText places in the hub's files where the text of a message was found
/// @param call what is left of the call
record Evidence(
    Map<Cast, MemberView> members,
    Attempts carolsAttempts,
    List<String> hubBytesWithText,
    CallEvidence call) {
  /// @param stored messages in the order of the log
  /// @param authenticator epoch authenticator of the last epoch, in hex
  record MemberView(List<Stored> stored, long epoch, String authenticator) {
    MemberView {
      stored = List.copyOf(stored);
    }
  }

  /// @param sequence position in the hub's log
  /// @param senderLeaf leaf index of the sender in `epoch`
  /// @param generation of the message key, which is used once per epoch and sender
  record Stored(
      long sequence,
      long epoch,
      int senderLeaf,
      long generation,
      String sender,
      String id,
      String text) {}

  /// @param tried records of later epochs offered
  /// @param opened what she could read of them
  record Attempts(int tried, List<String> opened) {
    Attempts {
      opened = List.copyOf(opened);
    }
  }

  Evidence {
    members = Map.copyOf(members);
    hubBytesWithText = List.copyOf(hubBytesWithText);
  }

  MemberView of(Cast who) {
    var view = members.get(who);
    if (view == null) {
      throw new IllegalArgumentException("no database of " + who.label());
    }
    return view;
  }
}
