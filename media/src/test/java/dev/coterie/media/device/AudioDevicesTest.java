package dev.coterie.media.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AudioDevicesTest {
  private final FakeSounds machine =
      new FakeSounds()
          .speaker("HDMI 1")
          .microphone("USB headset")
          .microphone("Webcam")
          .speaker("HDMI 2");

  private final AudioDevices devices = AudioDevices.of(machine);

  private static void refused(DeviceRule rule, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.rule()).isEqualTo(rule);
              assertThat(e.detail()).contains(words);
            });
  }

  @Test
  void machineWithoutSound_saysWhatToDo() {
    var silent = AudioDevices.of(new FakeSounds());
    assertThat(silent.microphones()).isEmpty();
    refused(DeviceRule.NO_MICROPHONE, "speak from a WAV file", () -> silent.microphone(""));
    refused(DeviceRule.NO_SPEAKER, "record to WAV files", () -> silent.speaker("any"));
  }

  /// Whatever this machine has, it is listed without an exception, and what is not there is
  /// refused.
  @Test
  void thisMachine_isListed() {
    var here = AudioDevices.ofThisMachine();
    if (here.microphones().isEmpty()) {
      refused(DeviceRule.NO_MICROPHONE, "connect one", () -> here.microphone(""));
    }
    var gone = new AudioDevice(AudioDevice.Kind.SPEAKER, "no such speaker", "");
    refused(DeviceRule.UNKNOWN_DEVICE, "is gone", () -> SoundSystem.ofThisMachine().speaker(gone));
    assertThat(here.probe(gone)).contains("no such speaker is gone");
  }

  @Test
  void device_isTheFirstOrTheOneThatIsNamed() {
    devices.microphone("").close();
    devices.speaker("HDMI 2").close();
    devices.microphone("cam").close();
    assertThat(machine.opened).containsExactly("USB headset", "HDMI 2", "Webcam");
    assertThat(machine.open).isZero();
    refused(
        DeviceRule.UNKNOWN_DEVICE,
        "'HDMI' is not one of: HDMI 1, HDMI 2",
        () -> devices.speaker("HDMI"));
    refused(DeviceRule.UNKNOWN_DEVICE, "USB headset, Webcam", () -> devices.microphone("Line in"));
  }

  @Test
  void probe_opensAndCloses() {
    machine.busy.add("Webcam");
    assertThat(devices.probe(devices.microphones().getFirst())).isEmpty();
    assertThat(devices.probe(devices.speakers().getLast())).isEmpty();
    assertThat(devices.probe(devices.microphones().getLast()))
        .contains("Webcam is somebody else's");
    refused(DeviceRule.DEVICE_BUSY, "Webcam", () -> devices.microphone("Webcam"));
    assertThat(machine.open).isZero();
  }

  @Test
  void microphoneLine_givesFramesUntilItIsClosed() {
    var lines = new FakeLines();
    var microphone = new LineSource(lines.as(TargetDataLine.class), 1);
    var frame = new short[Pcm.FRAME];
    assertThat(microphone.read(frame)).isTrue();
    assertThat(frame).startsWith((short) 0x0100, (short) 0x0302);
    assertThat(microphone.read(frame)).isTrue();
    microphone.close();
    assertThat(microphone.read(frame)).isFalse();
    assertThatThrownBy(() -> microphone.read(new short[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void speakerLine_takesSamplesUntilItIsClosed() {
    var lines = new FakeLines();
    var speaker = new LineSink(lines.as(SourceDataLine.class), 2);
    speaker.write(new short[] {0x0102, -2});
    assertThat(lines.written).isEqualTo(List.of(2, 1, 0xfe, 0xff));
    assertThat(speaker.channels()).isEqualTo(2);
    speaker.close();
    assertThatThrownBy(() -> speaker.write(new short[2])).hasMessageContaining("the speaker");
  }

  /// Lines of the JDK that count up, or remember.
  private static final class FakeLines {
    final List<Integer> written = new ArrayList<>();
    private int next;
    private boolean closed;

    <T> T as(Class<T> type) {
      return type.cast(
          java.lang.reflect.Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (_, method, arguments) ->
                  switch (method.getName()) {
                    case "read" -> read((byte[]) arguments[0], (int) arguments[1]);
                    case "write" -> write((byte[]) arguments[0]);
                    case "close" -> close();
                    default -> throw new UnsupportedOperationException(method.getName());
                  }));
    }

    /// A part of what is asked for, as lines may.
    private int read(byte[] into, int at) {
      if (closed) {
        return 0;
      }
      int size = Math.min(700, into.length - at);
      for (int i = 0; i < size; i++) {
        into[at + i] = (byte) next++;
      }
      return size;
    }

    private boolean close() {
      closed = true;
      return closed;
    }

    private int write(byte[] octets) {
      for (byte octet : octets) {
        written.add(octet & 0xff);
      }
      return closed ? 0 : octets.length;
    }
  }
}
