package dev.coterie.client.call;

/// Where a call stands.
public sealed interface CallState {
  /// The group's keys are on their way to us, or we to the hub.
  record Joining() implements CallState {}

  /// We can speak and be heard.
  record Live() implements CallState {}

  /// The hub cannot be reached for now. The call goes on by itself.
  ///
  /// @param why in words
  record Interrupted(String why) implements CallState {}

  /// The call is over for good. A new one may be begun, if the group allows.
  record Ended(CallEnd why) implements CallState {}
}
