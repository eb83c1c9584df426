package dev.coterie.codec;

/// What a caller does with input that was refused.
public enum Remedy {
  /// Forget the input; all else goes on.
  DROP,
  /// The same request may succeed later, or after a change that the rule names.
  RETRY,
  /// We may have missed something: read the log again, or ask for the current state.
  RESYNC,
  /// This state cannot go on: enter the group anew.
  REJOIN,
  /// Neither waiting nor resending helps: tell a person.
  FATAL
}
