package dev.coterie.media.device;

import dev.coterie.codec.RefusedException;
import dev.coterie.media.PcmSink;
import dev.coterie.media.PcmSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A machine with whatever a test wants.
final class FakeSounds implements SoundSystem {
  final List<AudioDevice> devices = new ArrayList<>();
  final Set<String> busy = new HashSet<>();
  final List<String> opened = new ArrayList<>();
  int open;

  FakeSounds microphone(String name) {
    devices.add(new AudioDevice(AudioDevice.Kind.MICROPHONE, name, ""));
    return this;
  }

  FakeSounds speaker(String name) {
    devices.add(new AudioDevice(AudioDevice.Kind.SPEAKER, name, ""));
    return this;
  }

  @Override
  public List<AudioDevice> devices(AudioDevice.Kind kind) {
    return devices.stream().filter(device -> device.kind() == kind).toList();
  }

  private void open(AudioDevice device) {
    if (busy.contains(device.name())) {
      throw new RefusedException(DeviceRule.DEVICE_BUSY, device.name() + " is somebody else's");
    }
    opened.add(device.name());
    open++;
  }

  @Override
  public PcmSource microphone(AudioDevice device) {
    open(device);
    return new PcmSource() {
      @Override
      public int channels() {
        return 1;
      }

      @Override
      public boolean read(short[] frame) {
        return false;
      }

      @Override
      public void close() {
        open--;
      }
    };
  }

  @Override
  public PcmSink speaker(AudioDevice device) {
    open(device);
    return new PcmSink() {
      @Override
      public int channels() {
        return 1;
      }

      @Override
      public void write(short[] samples) {}

      @Override
      public void close() {
        open--;
      }
    };
  }
}
