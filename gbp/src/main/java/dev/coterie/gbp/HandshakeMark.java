package dev.coterie.gbp;

import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// What a commit or proposal carries as authenticated data: how far its sender had processed the
/// log, and nothing else, since handshakes are no stream. It never decides whether the handshake is
/// valid. `docs/gbp2.md` §9.
///
/// @param position how far the sender had processed the log
public record HandshakeMark(LogPosition position) {
  /// Its one encoding, at most 256 octets.
  public static final KeyedForm<HandshakeMark> FORM =
      new KeyedForm<>("mark", HeaderFields.MAX_OCTETS, HandshakeMark::read, HandshakeMark::write);

  private static HandshakeMark read(KeyedReader in) {
    HeaderFields.readMagic(in);
    return new HandshakeMark(HeaderFields.readPosition(in));
  }

  private void write(KeyedWriter out) {
    HeaderFields.writeMagic(out);
    HeaderFields.writePosition(position, out);
  }
}
