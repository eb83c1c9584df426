package dev.coterie.media.device;

import dev.coterie.codec.RefusedException;
import dev.coterie.media.PcmSink;
import dev.coterie.media.PcmSource;
import dev.coterie.media.device.AudioDevice.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the device that is meant, and says what can be done where there is none.
public final class AudioDevices {
  private final SoundSystem system;

  private AudioDevices(SoundSystem system) {
    this.system = system;
  }

  /// The devices of this machine.
  public static AudioDevices ofThisMachine() {
    return of(SoundSystem.ofThisMachine());
  }

  /// The devices of a sound system.
  public static AudioDevices of(SoundSystem system) {
    return new AudioDevices(system);
  }

  /// Microphones, the usual one first.
  public List<AudioDevice> microphones() {
    return system.devices(Kind.MICROPHONE);
  }

  /// Speakers, the usual one first.
  public List<AudioDevice> speakers() {
    return system.devices(Kind.SPEAKER);
  }

  /// Opens a device and closes it again.
  ///
  /// @return why it cannot be used now, if so
  public Optional<String> probe(AudioDevice device) {
    try {
      switch (device.kind()) {
        case MICROPHONE -> system.microphone(device).close();
        case SPEAKER -> system.speaker(device).close();
      }
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.detail());
    }
  }

  /// Opens a microphone.
  ///
  /// @param name the whole name or a part of it that only one has; the usual one if empty
  /// @throws RefusedException with a [DeviceRule]
  public PcmSource microphone(String name) {
    return system.microphone(meant(Kind.MICROPHONE, name, DeviceRule.NO_MICROPHONE));
  }

  /// Opens a speaker.
  ///
  /// @param name the whole name or a part of it that only one has; the usual one if empty
  /// @throws RefusedException with a [DeviceRule]
  public PcmSink speaker(String name) {
    return system.speaker(meant(Kind.SPEAKER, name, DeviceRule.NO_SPEAKER));
  }

  private AudioDevice meant(Kind kind, String name, DeviceRule none) {
    List<AudioDevice> all = system.devices(kind);
    if (all.isEmpty()) {
      throw new RefusedException(
          none,
          kind == Kind.MICROPHONE
              ? "connect one and let this program use it, or speak from a WAV file"
              : "connect one and let this program use it, or record to WAV files");
    }
    if (name.isEmpty()) {
      return all.getFirst();
    }
    for (AudioDevice device : all) {
      if (device.name().equals(name)) {
        return device;
      }
    }
    List<AudioDevice> like = all.stream().filter(d -> d.name().contains(name)).toList();
    if (like.size() != 1) {
      throw new RefusedException(
          DeviceRule.UNKNOWN_DEVICE,
          "'"
              + name
              + "' is not one of: "
              + all.stream().map(AudioDevice::name).collect(Collectors.joining(", ")));
    }
    return like.getFirst();
  }
}
