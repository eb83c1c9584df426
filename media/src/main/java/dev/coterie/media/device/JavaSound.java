package dev.coterie.media.device;

import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;
import dev.coterie.media.PcmSink;
import dev.coterie.media.PcmSource;
import dev.coterie.media.device.AudioDevice.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/// The sound system of the JDK. Devices that take only two channels are used with two.
final class JavaSound implements SoundSystem {
  /// What a microphone may gather while nobody reads: 200 ms, which delay nothing while somebody
  /// does.
  private static final int GATHERED = 10 * Pcm.FRAME * Short.BYTES;

  /// What a speaker has in hand, which is how late it sounds: 80 ms.
  private static final int IN_HAND = 4 * Pcm.FRAME * Short.BYTES;

  private static AudioFormat format(int channels) {
    return new AudioFormat(Pcm.RATE, 8 * Short.BYTES, channels, true, false);
  }

  private static DataLine.Info line(Kind kind, int channels) {
    Class<?> type = kind == Kind.MICROPHONE ? TargetDataLine.class : SourceDataLine.class;
    return new DataLine.Info(type, format(channels));
  }

  private static Optional<DataLine.Info> usable(Mixer mixer, Kind kind) {
    for (int channels = 1; channels <= 2; channels++) {
      if (mixer.isLineSupported(line(kind, channels))) {
        return Optional.of(line(kind, channels));
      }
    }
    return Optional.empty();
  }

  @Override
  public List<AudioDevice> devices(Kind kind) {
    var found = new ArrayList<AudioDevice>();
    try {
      for (Mixer.Info info : AudioSystem.getMixerInfo()) {
        if (usable(AudioSystem.getMixer(info), kind).isPresent()) {
          found.add(new AudioDevice(kind, info.getName(), info.getDescription()));
        }
      }
    } catch (LinkageError _) {
      return List.of(); // a machine without the libraries of its sound system
    }
    return found;
  }

  @Override
  public PcmSource microphone(AudioDevice device) {
    try {
      DataLine.Info info = info(device);
      var line = (TargetDataLine) mixer(device).getLine(info);
      int channels = info.getFormats()[0].getChannels();
      line.open(format(channels), GATHERED * channels);
      line.start();
      return new LineSource(line, channels);
    } catch (LineUnavailableException | IllegalArgumentException e) {
      throw busy(device, e);
    }
  }

  @Override
  public PcmSink speaker(AudioDevice device) {
    try {
      DataLine.Info info = info(device);
      var line = (SourceDataLine) mixer(device).getLine(info);
      int channels = info.getFormats()[0].getChannels();
      line.open(format(channels), IN_HAND * channels);
      line.start();
      return new LineSink(line, channels);
    } catch (LineUnavailableException | IllegalArgumentException e) {
      throw busy(device, e);
    }
  }

  private static Mixer mixer(AudioDevice device) {
    for (Mixer.Info info : AudioSystem.getMixerInfo()) {
      if (info.getName().equals(device.name())
          && usable(AudioSystem.getMixer(info), device.kind()).isPresent()) {
        return AudioSystem.getMixer(info);
      }
    }
    throw new RefusedException(DeviceRule.UNKNOWN_DEVICE, device.name() + " is gone");
  }

  private static DataLine.Info info(AudioDevice device) {
    return usable(mixer(device), device.kind()).orElseThrow();
  }

  private static RefusedException busy(AudioDevice device, Exception e) {
    return new RefusedException(
        DeviceRule.DEVICE_BUSY, device.name() + " cannot be opened: " + e.getMessage());
  }
}
