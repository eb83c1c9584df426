package dev.coterie.media.device;

import dev.coterie.media.PcmSink;
import dev.coterie.media.PcmSource;
import java.util.List;

/// What a machine has to take sound in and to put it out.
public interface SoundSystem {
  /// What can be used at 48 kHz and 16 bits, the usual one first.
  List<AudioDevice> devices(AudioDevice.Kind kind);

  /// Opens a microphone: from here on it is listened to.
  ///
  /// @throws dev.coterie.codec.RefusedException with [DeviceRule#DEVICE_BUSY] if it cannot be
  ///   opened
  PcmSource microphone(AudioDevice device);

  /// Opens a speaker.
  ///
  /// @throws dev.coterie.codec.RefusedException with [DeviceRule#DEVICE_BUSY] if it cannot be
  ///   opened
  PcmSink speaker(AudioDevice device);

  /// That of this machine, by the JDK.
  static SoundSystem ofThisMachine() {
    return new JavaSound();
  }
}
