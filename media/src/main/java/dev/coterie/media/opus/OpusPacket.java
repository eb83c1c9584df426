package dev.coterie.media.opus;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.media.Pcm;

/// An Opus packet whose structure was checked (RFC 6716 §3): nothing else reaches a decoder.
///
/// ```
///   config (5 bits) stereo (1) code (2) │ lengths of the frames, by code │ frames │ padding
/// ```
///
/// What the frames hold is the decoder's: any octets there are some sound.
public final class OpusPacket {
  /// Octets of the longest packet that is looked at.
  public static final int MAX_SIZE = 16_384;

  static final int MAX_FRAME = 1275;
  private static final int MAX_SAMPLES = Pcm.RATE * 120 / 1000;

  private final Bytes octets;
  private final int frameSamples;
  private final int frameCount;
  private final Bytes firstFrame;

  private OpusPacket(Bytes octets, int frameSamples, int frameCount, Bytes firstFrame) {
    this.octets = octets;
    this.frameSamples = frameSamples;
    this.frameCount = frameCount;
    this.firstFrame = firstFrame;
  }

  /// Checks a packet. Padding is cut off: it may carry extensions that nobody here asked for.
  ///
  /// @throws RefusedException with an [OpusRule] if it is not an Opus packet
  public static OpusPacket parse(Bytes octets) {
    if (octets.isEmpty()) {
      throw new RefusedException(OpusRule.EMPTY_PACKET, "0 octets");
    }
    if (octets.size() > MAX_SIZE) {
      throw new RefusedException(OpusRule.PACKET_TOO_LONG, octets.size() + " octets");
    }
    int samples = frameSamples(octets.at(0) >> 3);
    return switch (octets.at(0) & 3) {
      case 0 -> new OpusPacket(octets, samples, 1, frame(octets, 1, octets.size()));
      case 1 -> pairOfOneSize(octets, samples);
      case 2 -> pair(octets, samples);
      default -> many(octets, samples);
    };
  }

  /// The same, for the one duration that a call has.
  ///
  /// @throws RefusedException if it is not an Opus packet of 20 ms
  public static OpusPacket parseVoice(Bytes octets) {
    OpusPacket packet = parse(octets);
    if (packet.samples() != Pcm.FRAME) {
      throw new RefusedException(
          OpusRule.WRONG_DURATION, packet.samples() + " samples instead of " + Pcm.FRAME);
    }
    return packet;
  }

  /// Samples of 48 kHz that one frame decodes to, from the configuration number.
  private static int frameSamples(int config) {
    if (config < 12) {
      return (config & 3) == 3 ? 2880 : 480 << (config & 3);
    }
    return config < 16 ? 480 << (config & 1) : 120 << (config & 3);
  }

  private static OpusPacket pairOfOneSize(Bytes octets, int samples) {
    int both = octets.size() - 1;
    if (both % 2 != 0) {
      throw new RefusedException(OpusRule.UNEVEN_PAIR, both + " octets");
    }
    return new OpusPacket(octets, samples, 2, frame(octets, 1, 1 + both / 2));
  }

  private static OpusPacket pair(Bytes octets, int samples) {
    int after = afterLength(octets, 1, octets.size(), OpusRule.PAIR_LENGTH);
    int first = length(octets, 1);
    if (first > octets.size() - after) {
      throw new RefusedException(OpusRule.PAIR_LENGTH, first + " octets");
    }
    frame(octets, after + first, octets.size());
    return new OpusPacket(octets, samples, 2, frame(octets, after, after + first));
  }

  private static OpusPacket many(Bytes octets, int samples) {
    int count = octets.size() < 2 ? 0 : octets.at(1) & 0x3f;
    if (count == 0 || count * samples > MAX_SAMPLES) {
      throw new RefusedException(OpusRule.FRAME_COUNT, count + " frames of " + samples);
    }
    int at = 2;
    int end = octets.size();
    Bytes bare = octets;
    if ((octets.at(1) & 0x40) != 0) {
      int padding = 0;
      int more;
      do {
        if (at >= octets.size()) {
          throw new RefusedException(OpusRule.PADDING, "its length is cut off");
        }
        more = octets.at(at++);
        padding += more == 255 ? 254 : more;
      } while (more == 255);
      end -= padding;
      if (end < at) {
        throw new RefusedException(OpusRule.PADDING, padding + " octets");
      }
      bare = Bytes.concat(Bytes.of(octets.at(0), octets.at(1) & ~0x40), octets.slice(at, end));
    }
    boolean ofOneSize = (octets.at(1) & 0x80) == 0;
    Bytes first = ofOneSize ? even(octets, at, end, count) : uneven(octets, at, end, count);
    return new OpusPacket(bare, samples, count, first);
  }

  private static Bytes even(Bytes octets, int at, int end, int count) {
    if ((end - at) % count != 0) {
      throw new RefusedException(
          OpusRule.UNEVEN_FRAMES, (end - at) + " octets for " + count + " frames");
    }
    return frame(octets, at, at + (end - at) / count);
  }

  private static Bytes uneven(Bytes octets, int start, int end, int count) {
    int at = start;
    int total = 0;
    int first = -1;
    for (int i = 0; i < count - 1; i++) {
      int after = afterLength(octets, at, end, OpusRule.FRAME_LENGTHS);
      int length = length(octets, at);
      first = first < 0 ? length : first;
      total += length;
      at = after;
    }
    if (total > end - at) {
      throw new RefusedException(OpusRule.FRAME_LENGTHS, total + " octets");
    }
    frame(octets, at + total, end);
    return frame(octets, at, first < 0 ? end : at + first);
  }

  /// Where the length that starts at a place ends: one octet, or two from 252 on.
  private static int afterLength(Bytes octets, int at, int end, OpusRule rule) {
    int size = at < end && octets.at(at) >= 252 ? 2 : 1;
    if (at + size > end) {
      throw new RefusedException(rule, "a length is cut off");
    }
    return at + size;
  }

  private static int length(Bytes octets, int at) {
    int first = octets.at(at);
    return first < 252 ? first : first + 4 * octets.at(at + 1);
  }

  private static Bytes frame(Bytes octets, int from, int to) {
    if (to - from > MAX_FRAME) {
      throw new RefusedException(OpusRule.FRAME_TOO_LONG, (to - from) + " octets");
    }
    return octets.slice(from, to);
  }

  /// The packet, without padding.
  public Bytes octets() {
    return octets;
  }

  /// Samples per channel that it decodes to, at 48 kHz.
  public int samples() {
    return frameSamples * frameCount;
  }

  /// Frames in it, at most 48.
  public int frameCount() {
    return frameCount;
  }

  /// Whether it was made from two channels.
  public boolean isStereo() {
    return (octets.at(0) & 4) != 0;
  }

  /// Whether it holds a coarse copy of the packet before it: the bits after the voice activity of
  /// the first frame (RFC 6716 §4.2.3). Only speech modes have one.
  public boolean carriesPrevious() {
    if (octets.at(0) >> 3 >= 16 || firstFrame.isEmpty()) {
      return false;
    }
    int inner = Math.max(1, frameSamples / Pcm.FRAME);
    int bits = firstFrame.at(0);
    boolean first = ((bits >> (7 - inner)) & 1) != 0;
    return first || (isStereo() && ((bits >> (6 - 2 * inner)) & 1) != 0);
  }

  @Override
  public String toString() {
    return "OpusPacket[" + octets.size() + " octets, " + samples() + " samples]";
  }
}
