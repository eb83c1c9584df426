package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;

/// Sums up all commits of a group, so that members of one epoch agree on how it came about. RFC
/// 9420 §8.2.
public final class TranscriptHash {
  private TranscriptHash() {}

  /// The hash that enters the new group context.
  ///
  /// @param interimBefore of the epoch before; empty before the first epoch
  /// @param commit as received: envelope, content, signature
  public static Bytes confirmed(
      SuiteCrypto crypto, Bytes interimBefore, AuthenticatedContent commit) {
    return crypto.hash(interimBefore, commit.confirmedTranscriptInput());
  }

  /// The hash that the next commit starts from.
  ///
  /// @param confirmed of the epoch, empty in the first one
  /// @param confirmationTag of the epoch
  public static Bytes interim(SuiteCrypto crypto, Bytes confirmed, Bytes confirmationTag) {
    return crypto.hash(confirmed, new WireWriter().opaque(confirmationTag).toBytes());
  }
}
