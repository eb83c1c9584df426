package dev.coterie.gbp;

import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import java.util.Set;

/// The header of a live audio frame: metadata of its SFrame encryption. It has no log position,
/// since such frames are not in the log. `docs/gbp2.md` §13.
///
/// @param stream whose stream, and which of its channels
/// @param flags what the sender says about the frame
/// @param sequence number of the frame in its stream, from 1, across epochs
public record MediaHeader(StreamId stream, Set<Flag> flags, long sequence) {
  /// Its one encoding, at most 64 octets.
  public static final KeyedForm<MediaHeader> FORM =
      new KeyedForm<>("media header", 64, MediaHeader::read, MediaHeader::write);

  /// Checks the ranges and copies the set.
  public MediaHeader {
    HeaderFields.checkSequence(sequence);
    flags = Set.copyOf(flags);
  }

  private static MediaHeader read(KeyedReader in) {
    HeaderFields.readMagic(in);
    if (HeaderFields.readType(in) != StreamType.AUDIO) {
      throw in.malformed("stream type", "not audio");
    }
    var stream = HeaderFields.readStream(in);
    var flags = HeaderFields.readFlags(in);
    return new MediaHeader(stream, flags, HeaderFields.readSequence(in));
  }

  private void write(KeyedWriter out) {
    HeaderFields.writeMagic(out);
    out.uint(1, StreamType.AUDIO.code())
        .uint(2, stream.value())
        .uintUnlessZero(3, Flag.toBits(flags))
        .uint(4, sequence);
  }
}
