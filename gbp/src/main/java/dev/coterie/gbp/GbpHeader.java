package dev.coterie.gbp;

import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import java.util.Set;

/// What travels beside a payload: the authenticated data of the MLS application message that
/// carries it. Signed by its sender, and readable by the hub. `docs/gbp2.md` §3.
///
/// @param type what the stream carries
/// @param stream whose stream; to be compared with the sender that MLS authenticated
/// @param flags what the sender says about the message
/// @param sequence number of the message in its stream, from 1
/// @param codec codec of the payload: 0, CBOR, is the only one that receivers take; to 255
/// @param position how far the sender had processed the log
public record GbpHeader(
    StreamType type,
    StreamId stream,
    Set<Flag> flags,
    long sequence,
    int codec,
    LogPosition position) {
  /// Its one encoding, at most 256 octets.
  public static final KeyedForm<GbpHeader> FORM =
      new KeyedForm<>("header", HeaderFields.MAX_OCTETS, GbpHeader::read, GbpHeader::write);

  /// The codec that this profile knows.
  public static final int CBOR = 0;

  /// Checks the ranges and copies the set.
  public GbpHeader {
    HeaderFields.checkSequence(sequence);
    if (codec < 0 || codec > 255) {
      throw new IllegalArgumentException("codec " + codec);
    }
    flags = Set.copyOf(flags);
  }

  private static GbpHeader read(KeyedReader in) {
    HeaderFields.readMagic(in);
    var type = HeaderFields.readType(in);
    var stream = HeaderFields.readStream(in);
    var flags = HeaderFields.readFlags(in);
    long sequence = HeaderFields.readSequence(in);
    int codec = in.takeUnless(CBOR, 5, "codec", item -> item.integer(0, 255));
    return new GbpHeader(type, stream, flags, sequence, codec, HeaderFields.readPosition(in));
  }

  private void write(KeyedWriter out) {
    HeaderFields.writeMagic(out);
    out.uint(1, type.code())
        .uint(2, stream.value())
        .uintUnlessZero(3, Flag.toBits(flags))
        .uint(4, sequence)
        .uintUnlessZero(5, codec);
    HeaderFields.writePosition(position, out);
  }
}
