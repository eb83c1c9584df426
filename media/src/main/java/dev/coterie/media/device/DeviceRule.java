package dev.coterie.media.device;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// What stands between a person and the sound of a call.
public enum DeviceRule implements Rule {
  /// There is something to speak into.
  NO_MICROPHONE(Remedy.FATAL, "a machine without a microphone that gives 48 kHz of 16 bits"),
  /// There is something to hear with.
  NO_SPEAKER(Remedy.FATAL, "a machine without a speaker that takes 48 kHz of 16 bits"),
  /// A device is called that.
  UNKNOWN_DEVICE(Remedy.FATAL, "a name that no device has"),
  /// Nobody else holds it.
  DEVICE_BUSY(Remedy.RETRY, "a device that cannot be opened now");

  private final Remedy remedy;
  private final String text;

  DeviceRule(Remedy remedy, String text) {
    this.remedy = remedy;
    this.text = text;
  }

  @Override
  public String section() {
    return "sound";
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }

  @Override
  public String text() {
    return text;
  }
}
