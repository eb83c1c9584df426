package dev.coterie.media.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;
import dev.coterie.media.Sound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lwjgl.system.Configuration;

/// Both implementations, and each with the packets of the other.
final class OpusTest {
  /// Samples by which a decoded sound is late: the encoder looks ahead.
  private static final int DELAY = 312;

  private static final OpusSettings STEADY =
      OpusSettings.VOICE.withPauses(OpusSettings.Pauses.SENT);

  static List<OpusCodec> codecs() {
    return List.of(Opus.natives(), Opus.pureJava());
  }

  static Stream<Arguments> pairs() {
    return codecs().stream().flatMap(a -> codecs().stream().map(b -> Arguments.of(a, b)));
  }

  private static List<Bytes> encode(OpusCodec codec, OpusSettings settings, short[] pcm) {
    var packets = new ArrayList<Bytes>();
    try (var encoder = codec.encoder(settings)) {
      for (int i = 0; i < pcm.length / Pcm.FRAME / settings.channels(); i++) {
        encoder.encode(Sound.frame(pcm, i, settings.channels())).ifPresent(packets::add);
      }
    }
    return packets;
  }

  private static short[] decode(OpusCodec codec, int channels, List<Bytes> packets) {
    var pcm = new short[packets.size() * Pcm.FRAME * channels];
    try (var decoder = codec.decoder(channels)) {
      for (int i = 0; i < packets.size(); i++) {
        short[] frame = decoder.decode(packets.get(i));
        System.arraycopy(frame, 0, pcm, i * frame.length, frame.length);
      }
    }
    return pcm;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void speech_comesThrough(OpusCodec from, OpusCodec to) {
    for (int channels = 1; channels <= 2; channels++) {
      short[] spoken = Sound.voice(60, channels);
      List<Bytes> packets = encode(from, STEADY.withChannels(channels).withBitrate(48_000), spoken);
      assertThat(packets).hasSize(60);
      short[] heard = decode(to, channels, packets);
      assertThat(Sound.likeness(spoken, heard, DELAY * channels)).isGreaterThan(0.85);
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void samePackets_giveTheSameSamples(OpusCodec codec) {
    List<Bytes> packets = encode(codec, STEADY, Sound.voice(40, 1));
    assertThat(encode(codec, STEADY, Sound.voice(40, 1))).isEqualTo(packets);
    assertThat(decode(codec, 1, packets)).isEqualTo(decode(codec, 1, packets));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void lostPacket_isRecoveredFromTheNext(OpusCodec from, OpusCodec to) {
    List<Bytes> packets = encode(from, STEADY.withExpectedLoss(20), Sound.voice(60, 1));
    assertThat(packets.stream().filter(p -> OpusPacket.parse(p).carriesPrevious()).count())
        .isGreaterThan(30);
    short[] whole = decode(to, 1, packets);
    double recovered = 0;
    double concealed = 0;
    for (int lost = 20; lost < 50; lost += 3) {
      short[] right = Sound.frame(whole, lost, 1);
      recovered += Sound.distance(right, atLoss(to, packets, lost, true));
      concealed += Sound.distance(right, atLoss(to, packets, lost, false));
    }
    assertThat(recovered).isLessThan(concealed / 2);
  }

  private static short[] atLoss(OpusCodec codec, List<Bytes> packets, int lost, boolean recover) {
    try (var decoder = codec.decoder(1)) {
      packets.subList(0, lost).forEach(decoder::decode);
      return recover ? decoder.recover(OpusPacket.parse(packets.get(lost + 1))) : decoder.conceal();
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void noExpectedLoss_noRedundancy(OpusCodec codec) {
    assertThat(encode(codec, STEADY.withExpectedLoss(0), Sound.voice(30, 1)))
        .noneMatch(packet -> OpusPacket.parse(packet).carriesPrevious());
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void pause_isLeftOutOrSentAsAsked(OpusCodec codec) {
    var silence = new short[100 * Pcm.FRAME];
    assertThat(encode(codec, OpusSettings.VOICE, silence)).hasSizeLessThan(40);
    assertThat(encode(codec, STEADY, silence)).hasSize(100);
    try (var encoder = codec.encoder(OpusSettings.VOICE)) {
      Sound.voice(1, 1);
      Optional<Bytes> last = Optional.empty();
      for (int i = 0; i < 30; i++) {
        last = encoder.encode(new short[Pcm.FRAME]);
      }
      assertThat(last).isEmpty();
      assertThat(encoder.encode(Sound.voice(1, 1))).isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void settings_areFollowed(OpusCodec codec) {
    short[] spoken = Sound.voice(50, 1);
    int low = size(encode(codec, STEADY.withBitrate(12_000), spoken));
    int high = size(encode(codec, STEADY.withBitrate(64_000), spoken));
    assertThat(low).isBetween(50 * 15, 50 * 60);
    assertThat(high).isGreaterThan(2 * low);
    assertThat(encode(codec, STEADY.withComplexity(0), spoken))
        .isNotEqualTo(encode(codec, STEADY.withComplexity(10), spoken));
  }

  private static int size(List<Bytes> packets) {
    return packets.stream().mapToInt(Bytes::size).sum();
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void refusedPacket_changesNothing(OpusCodec codec) {
    List<Bytes> packets = encode(codec, STEADY, Sound.voice(20, 1));
    short[] undisturbed = decode(codec, 1, packets);
    try (var decoder = codec.decoder(1)) {
      for (int i = 0; i < packets.size(); i++) {
        for (Bytes bad : List.of(Bytes.EMPTY, Bytes.of(0x7b, 0x82, 9), Bytes.of(0x79))) {
          assertThatThrownBy(() -> decoder.decode(bad)).isInstanceOf(RefusedException.class);
        }
        assertThat(decoder.decode(packets.get(i))).isEqualTo(Sound.frame(undisturbed, i, 1));
      }
    }
  }

  /// Some streams that nobody's encoder makes trip assertions in concentus.
  @Test
  void packetThatTheCodecCannotTake_isRefusedAndTheDecoderStartsAnew() {
    var random = new Random(5);
    int refused = 0;
    for (int stream = 0; stream < 400 && refused == 0; stream++) {
      try (var decoder = Opus.pureJava().decoder(1 + stream % 2);
          var fresh = Opus.pureJava().decoder(1 + stream % 2)) {
        while (random.nextInt(50) != 0 && refused == 0) {
          var octets = new byte[2 + random.nextInt(1200)];
          random.nextBytes(octets);
          octets[0] &= ~3; // one frame
          if (random.nextInt(3) == 0) {
            Arrays.fill(octets, 1, octets.length, (byte) -random.nextInt(2));
          }
          try {
            OpusPacket packet = OpusPacket.parse(Bytes.wrap(octets));
            decoder.recover(packet);
            decoder.decode(packet);
          } catch (RefusedException e) {
            assertThat(e.rule()).isEqualTo(OpusRule.UNDECODABLE);
            Bytes next = encode(Opus.natives(), STEADY, Sound.voice(1, 1)).getFirst();
            assertThat(decoder.decode(next)).isEqualTo(fresh.decode(next));
            refused++;
          }
        }
      }
    }
    assertThat(refused).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void loss_isConcealedAndFadesOut(OpusCodec codec) {
    List<Bytes> packets = encode(codec, STEADY, Sound.voice(30, 1));
    try (var decoder = codec.decoder(1)) {
      packets.forEach(decoder::decode);
      double first = Sound.distance(decoder.conceal(), new short[Pcm.FRAME]);
      short[] last = new short[0];
      for (int i = 0; i < 50; i++) {
        last = decoder.conceal();
      }
      assertThat(first).isGreaterThan(1e6);
      assertThat(Sound.distance(last, new short[Pcm.FRAME])).isLessThan(first / 10);
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void longerAndShorterPackets_haveTheirOwnLength(OpusCodec codec) {
    Bytes packet = encode(codec, STEADY, Sound.voice(3, 1)).getLast();
    Bytes twice = Bytes.concat(Bytes.of(packet.at(0) | 1), packet.slice(1), packet.slice(1));
    try (var decoder = codec.decoder(2)) {
      assertThat(decoder.decode(OpusPacket.parse(twice))).hasSize(4 * Pcm.FRAME);
      assertThat(decoder.decode(OpusPacket.parse(Bytes.of(0x80, 1, 2, 3)))).hasSize(2 * 120);
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void afterClosing_nothingWorksAndNothingBreaks(OpusCodec codec) {
    OpusEncoder encoder = codec.encoder(OpusSettings.VOICE);
    OpusDecoder decoder = codec.decoder(1);
    for (int i = 0; i < 3; i++) {
      encoder.close();
      decoder.close();
    }
    assertThatThrownBy(() -> encoder.encode(new short[Pcm.FRAME]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(decoder::conceal).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void misuse_isRefused(OpusCodec codec) {
    try (var encoder = codec.encoder(OpusSettings.VOICE)) {
      assertThatThrownBy(() -> encoder.encode(new short[959]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("959 samples instead of 960");
    }
    assertThatThrownBy(() -> codec.decoder(3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OpusSettings.VOICE.withBitrate(5_999))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OpusSettings.VOICE.withChannels(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void library_isUnpackedWhereNobodyElseWrites() throws Exception {
    Opus.natives();
    Path folder = Path.of(Objects.requireNonNull(Configuration.SHARED_LIBRARY_EXTRACT_PATH.get()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    try (Stream<Path> unpacked = Files.walk(folder)) {
      assertThat(unpacked.map(file -> file.getFileName().toString())).contains("libopus.so");
    }
  }

  @Test
  void choice_isFollowed() {
    assertThat(Opus.of(Opus.Choice.JAVA).name()).contains("pure Java");
    assertThat(Opus.of(Opus.Choice.NATIVE).name()).startsWith("libopus").contains("native");
    assertThat(Opus.of(Opus.Choice.AUTO)).isSameAs(Opus.natives());
  }
}
