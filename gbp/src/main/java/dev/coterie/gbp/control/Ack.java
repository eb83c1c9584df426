package dev.coterie.gbp.control;

import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// A message arrived and was taken.
///
/// @param subject the message
public record Ack(Subject subject) implements ControlBody {
  @Override
  public Opcode opcode() {
    return Opcode.ACK;
  }

  static Ack read(KeyedReader in) {
    return new Ack(in.take(0, "subject", Subject::read));
  }

  @Override
  public void write(KeyedWriter out) {
    out.put(0, subject::write);
  }
}
