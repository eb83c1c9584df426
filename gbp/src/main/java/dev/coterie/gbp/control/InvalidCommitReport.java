package dev.coterie.gbp.control;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.gbp.form.Utf8;

/// Names a record whose commit the sender could not process, so that others can tell a commit that
/// is bad for everybody from one that is bad for one.
///
/// @param sequence the log record, from 1
/// @param recordHash its chained hash, 32 octets
/// @param commitHash SHA-256 of the MLSMessage in it, 32 octets
/// @param error why, 1 to 65,535; usually [GbpError#COMMIT_INVALID]
/// @param details the rule that it broke, at most 256 octets, empty if that is not said
public record InvalidCommitReport(
    long sequence, Bytes recordHash, Bytes commitHash, int error, String details)
    implements ControlBody {
  private static final int MAX_DETAILS = 256;

  /// Checks the ranges.
  public InvalidCommitReport {
    if (sequence < 1 || error < 1 || error > 0xffff) {
      throw new IllegalArgumentException("log sequence " + sequence + ", error " + error);
    }
    Ascending.requireHash(recordHash, "record hash");
    Ascending.requireHash(commitHash, "commit hash");
    Utf8.require(details, 0, MAX_DETAILS, "details");
  }

  @Override
  public Opcode opcode() {
    return Opcode.REPORT_INVALID_COMMIT;
  }

  static InvalidCommitReport read(KeyedReader in) {
    return new InvalidCommitReport(
        in.take(0, "log sequence", item -> item.uint(1, Long.MAX_VALUE)),
        in.take(1, "record hash", item -> item.bytes(32, 32)),
        in.take(2, "commit hash", item -> item.bytes(32, 32)),
        in.take(3, "error", item -> item.integer(1, 0xffff)),
        in.takeUnless("", 4, "details", item -> item.text(0, MAX_DETAILS)));
  }

  @Override
  public void write(KeyedWriter out) {
    out.uint(0, sequence)
        .bytes(1, recordHash)
        .bytes(2, commitHash)
        .uint(3, error)
        .textUnlessEmpty(4, details);
  }
}
