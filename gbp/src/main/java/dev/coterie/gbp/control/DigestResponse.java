package dev.coterie.gbp.control;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CborWriter;
import dev.coterie.gbp.form.Item;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.mls.message.Epoch;
import java.util.List;

/// What a member remembers of the group's epochs.
///
/// @param oldest the earliest epoch that it still knows
/// @param epochs at most 64, ascending, none before `oldest`
public record DigestResponse(Epoch oldest, List<EpochDigest> epochs) implements ControlBody {
  /// The most epochs in one response.
  public static final int MAX_EPOCHS = 64;

  /// Checks number and order, and copies the list.
  public DigestResponse {
    epochs = List.copyOf(epochs);
    if (epochs.size() > MAX_EPOCHS) {
      throw new IllegalArgumentException(epochs.size() + " epochs");
    }
    Ascending.require(epochs.stream().map(EpochDigest::epoch).toList(), "epochs");
    if (!epochs.isEmpty() && epochs.getFirst().epoch().isBefore(oldest)) {
      throw new IllegalArgumentException("an epoch before the oldest known");
    }
  }

  /// One epoch as a member remembers it.
  ///
  /// @param epoch which
  /// @param contextHash SHA-256 of the encoded GroupContext, 32 octets
  /// @param sequence the log record that began it; 0 for the group's first epoch
  public record EpochDigest(Epoch epoch, Bytes contextHash, long sequence) {
    /// Checks the ranges.
    public EpochDigest {
      Ascending.requireHash(contextHash, "context hash");
      if (sequence < 0) {
        throw new IllegalArgumentException("log sequence " + sequence);
      }
    }

    private static EpochDigest read(Item item) {
      return item.tuple(
          3,
          parts ->
              new EpochDigest(
                  new Epoch(parts.named("epoch").unsigned()),
                  parts.named("context hash").bytes(32, 32),
                  parts.named("log sequence").uint(0, Long.MAX_VALUE)));
    }

    private void write(CborWriter out) {
      KeyedWriter.tuple(
          out,
          List.of(
              to -> to.uint64(epoch.value()),
              to -> to.bytes(contextHash),
              to -> to.uint(sequence)));
    }
  }

  @Override
  public Opcode opcode() {
    return Opcode.DIGEST_RESPONSE;
  }

  static DigestResponse read(KeyedReader in) {
    var oldest = new Epoch(in.take(0, "oldest", Item::unsigned));
    var epochs = in.take(1, "epochs", item -> item.list(0, MAX_EPOCHS, EpochDigest::read));
    return in.make(() -> new DigestResponse(oldest, epochs));
  }

  @Override
  public void write(KeyedWriter out) {
    out.unsigned(0, oldest.value()).list(1, epochs, EpochDigest::write);
  }
}
