package dev.coterie.media.device;

/// A microphone or a speaker.
///
/// @param kind which of the two
/// @param name by which the machine knows it
/// @param description more words of the machine's, possibly none
public record AudioDevice(Kind kind, String name, String description) {
  /// What a device does.
  public enum Kind {
    /// Takes sound in.
    MICROPHONE,
    /// Puts sound out.
    SPEAKER
  }
}
