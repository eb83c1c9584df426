package dev.coterie.gbp.control;

import dev.coterie.gbp.form.Item;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.mls.message.Epoch;

/// Asks the others what they remember of the group's epochs.
///
/// @param since the first epoch of interest
public record DigestRequest(Epoch since) implements ControlBody {
  @Override
  public Opcode opcode() {
    return Opcode.DIGEST_REQUEST;
  }

  static DigestRequest read(KeyedReader in) {
    return new DigestRequest(new Epoch(in.take(0, "since", Item::unsigned)));
  }

  @Override
  public void write(KeyedWriter out) {
    out.unsigned(0, since.value());
  }
}
