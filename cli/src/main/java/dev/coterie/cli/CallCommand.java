package dev.coterie.cli;

import dev.coterie.client.Group;
import dev.coterie.media.PcmSink;
import dev.coterie.media.PcmSource;
import dev.coterie.media.device.AudioDevice;
import dev.coterie.media.device.AudioDevices;
import dev.coterie.media.opus.Opus;
import dev.coterie.media.opus.OpusCodec;
import dev.coterie.media.wav.WavSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// Live voice.
@Command(
    name = "call",
    description = {
      "Speak with whoever of a group is in the call, and hear them: with microphone and speaker, or"
          + " with WAV files in their place.",
      "On a terminal: m mutes and unmutes, q ends (so does Ctrl-C). Nothing of a call is kept by"
          + " the hub: who comes later has missed it.",
      "GROUP may be left out if you are in one only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie call team",
      "  coterie call team --mute                    listen; m lets you speak",
      "  coterie call --speak hello.wav              say what a file holds, and end with it",
      "  coterie call --record heard --for 30s       keep what is said: heard/NAME.wav",
      "  coterie call --devices                      microphones and speakers of this machine"
    })
final class CallCommand extends PersonalCommand {
  /// `30`, `30s`, `5m`.
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("[0-9]{1,6}[sm]?")) {
        throw new TypeConversionException("'" + text + "' is no time such as 30s or 5m");
      }
      String digits = text.replaceAll("[sm]", "");
      long number = Long.parseLong(digits);
      return text.endsWith("m") ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "GROUP",
      description = "By name or by the beginning of its id.")
  private @Nullable String word;

  @Option(
      names = "--speak",
      paramLabel = "FILE",
      description = "Speak from a WAV file (8 to 48 kHz) instead of the microphone.")
  private @Nullable Path speech;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "Keep what is heard, one WAV file per speaker, instead of playing it.")
  private @Nullable Path folder;

  @Option(names = "--mute", description = "Begin muted; without a microphone: only listen.")
  private boolean mute;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Time.class,
      description = "End after a time: 30s, 5m. Else with the file, with q, or with Ctrl-C.")
  private @Nullable Duration limit;

  @Option(names = "--microphone", paramLabel = "NAME", description = "Another than the usual one.")
  private String microphone = "";

  @Option(names = "--speaker", paramLabel = "NAME", description = "Another than the usual one.")
  private String speaker = "";

  @Option(
      names = "--opus",
      paramLabel = "WHICH",
      description = "auto (the C library if it loads, else Java), native or java.")
  private Opus.Choice opus = Opus.Choice.AUTO;

  @Option(names = "--devices", description = "List microphones and speakers, and end.")
  private boolean list;

  @Override
  ExitCode run(Console console) throws IOException, InterruptedException {
    var devices = AudioDevices.ofThisMachine();
    if (list) {
      return list(devices, console);
    }
    OpusCodec codec = Opus.of(opus);
    // What is missing is said before the hub is asked for anything.
    Optional<PcmSource> source = source(devices, console);
    Optional<PcmSink> sink = Optional.empty();
    try {
      sink = sink(devices, console);
      var stop = new CountDownLatch(1);
      try (var _ = Interrupts.to(stop::countDown);
          var session = open(Session.Need.SOME_TIME, console);
          CallScreen screen = screen(console)) {
        Group group = choose(session, Optional.ofNullable(word));
        var plan = new CallRoom.Plan(codec, source, sink, Optional.ofNullable(folder), end(), mute);
        return new CallRoom(session, group, plan, screen, console).run(stop);
      }
    } finally {
      source.ifPresent(PcmSource::close);
      sink.ifPresent(PcmSink::close);
    }
  }

  private Optional<PcmSource> source(AudioDevices devices, Console console) {
    if (speech != null) {
      return Optional.of(WavSource.open(speech));
    }
    if ((mute || folder != null) && microphone.isEmpty() && devices.microphones().isEmpty()) {
      console.remark("no microphone here: you only listen (--speak FILE says what a file holds)");
      return Optional.empty();
    }
    return Optional.of(devices.microphone(microphone));
  }

  private Optional<PcmSink> sink(AudioDevices devices, Console console) {
    if (folder != null) {
      return Optional.empty();
    }
    if (speech != null && speaker.isEmpty() && devices.speakers().isEmpty()) {
      console.remark(
          "no speaker here: others hear you, you do not hear them (--record DIR keeps"
              + " what they say)");
      return Optional.empty();
    }
    return Optional.of(devices.speaker(speaker));
  }

  private CallRoom.End end() {
    if (limit != null) {
      return new CallRoom.End.After(limit);
    }
    return speech != null ? new CallRoom.End.WithSpeech() : new CallRoom.End.ByHand();
  }

  private CallScreen screen(Console console) throws IOException {
    boolean plain = console.isJson() || !onTerminal();
    return plain ? new CallScreen.Plain(console) : TerminalScreen.open();
  }

  private static ExitCode list(AudioDevices devices, Console console) {
    show("microphone", devices.microphones(), devices, console);
    show("speaker", devices.speakers(), devices, console);
    return ExitCode.DONE;
  }

  private static void show(
      String kind, List<AudioDevice> found, AudioDevices devices, Console console) {
    if (found.isEmpty()) {
      String instead = kind.equals("speaker") ? "--record DIR" : "--speak FILE, or --mute";
      console.say("no " + kind + ": connect one, or use coterie call " + instead);
    }
    for (AudioDevice device : found) {
      Optional<String> trouble = devices.probe(device);
      console.say(
          kind
              + "  "
              + Printable.line(device.name())
              + trouble.map(why -> "  (" + Printable.line(why) + ")").orElse(""));
      var json = Json.object().put("device", kind).put("name", device.name());
      json.put("description", device.description());
      trouble.ifPresent(why -> json.put("trouble", why));
      console.emit(json);
    }
  }
}
