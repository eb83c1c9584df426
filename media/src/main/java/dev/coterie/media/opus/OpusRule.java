package dev.coterie.media.opus;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// What an Opus packet from elsewhere can break.
public enum OpusRule implements Rule {
  /// There is a first octet.
  EMPTY_PACKET("RFC 6716 §3.1", "a packet without octets"),
  /// Our own cap, that of a media frame.
  PACKET_TOO_LONG("gbp2 §14", "more octets than a media frame can carry"),
  /// No frame is longer than 1,275 octets.
  FRAME_TOO_LONG("RFC 6716 §3.2.1", "a frame of more than 1,275 octets"),
  /// Two frames of one size share their octets evenly.
  UNEVEN_PAIR("RFC 6716 §3.2.3", "an odd number of octets for two frames of one size"),
  /// The first of two frames ends inside the packet.
  PAIR_LENGTH("RFC 6716 §3.2.4", "a first frame that is longer than the packet"),
  /// At least one frame, at most 120 ms.
  FRAME_COUNT("RFC 6716 §3.2.5", "no frame, or more than 120 ms"),
  /// Padding ends inside the packet.
  PADDING("RFC 6716 §3.2.5", "more padding than there are octets"),
  /// Frames of one size share their octets evenly.
  UNEVEN_FRAMES("RFC 6716 §3.2.5", "octets that do not divide into frames of one size"),
  /// Frames end inside the packet.
  FRAME_LENGTHS("RFC 6716 §3.2.5", "frames that are longer than the packet"),
  /// A call carries 20 ms per packet.
  WRONG_DURATION("gbp2 §13", "a packet of another duration than 20 ms"),
  /// The codec itself refused. Its decoder starts anew.
  UNDECODABLE("RFC 6716 §4", "a packet that the decoder cannot decode");

  private final String section;
  private final String text;

  OpusRule(String section, String text) {
    this.section = section;
    this.text = text;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public Remedy remedy() {
    return Remedy.DROP;
  }

  @Override
  public String text() {
    return text;
  }
}
