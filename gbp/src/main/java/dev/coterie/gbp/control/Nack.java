package dev.coterie.gbp.control;

import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// A message arrived and could not be used.
///
/// @param subject the message
/// @param error what was wrong with it
public record Nack(Subject subject, ErrorObject error) implements ControlBody {
  @Override
  public Opcode opcode() {
    return Opcode.NACK;
  }

  static Nack read(KeyedReader in) {
    return new Nack(
        in.take(0, "subject", Subject::read),
        in.take(1, "error", item -> item.map(ErrorObject::read)));
  }

  @Override
  public void write(KeyedWriter out) {
    out.put(0, subject::write).map(1, error::write);
  }
}
