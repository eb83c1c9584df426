package dev.coterie.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.mls.message.GroupId;

/// What a member answers to a [ReturnRequest], as it stands in the log: a group info, sealed to the
/// init key of the request's key package, in as many pieces as it takes. `docs/gbp2.md` §9.
///
/// @param request the number of the request's record
/// @param piece which part this is, from 0
/// @param pieces how many parts there are, 1 to 16
/// @param sealed this part of the encoded HPKECiphertext, 1 to 1,048,576 octets
/// @param position how far the answering member had processed the log
public record ReturnAnswer(
    long request, int piece, int pieces, Bytes sealed, LogPosition position) {
  /// What the sealing says that it is for.
  public static final String LABEL = "gbp2 return";

  /// Parts of one answer at most.
  public static final int MAX_PIECES = 16;

  /// Octets of a part at most.
  public static final int MAX_PIECE = 1 << 20;

  /// Its one encoding.
  public static final KeyedForm<ReturnAnswer> FORM =
      new KeyedForm<>(
          "return answer",
          MAX_PIECE + HeaderFields.MAX_OCTETS,
          ReturnAnswer::read,
          ReturnAnswer::write);

  private static final int KIND = 1;
  private static final int CBOR_MAP = 5;

  /// Checks the ranges.
  public ReturnAnswer {
    if (request < 1) {
      throw new IllegalArgumentException("record " + request);
    }
    if (pieces < 1 || pieces > MAX_PIECES || piece < 0 || piece >= pieces) {
      throw new IllegalArgumentException("piece " + piece + " of " + pieces);
    }
    if (sealed.isEmpty() || sealed.size() > MAX_PIECE) {
      throw new IllegalArgumentException("a piece of " + sealed.size() + " octets");
    }
  }

  /// Whether octets could be one, and are no MLS message: those begin with their version.
  public static boolean isMeant(Bytes payload) {
    return !payload.isEmpty() && (payload.at(0) & 0xff) >>> 5 == CBOR_MAP;
  }

  /// The context of the sealing:
  ///
  /// ```
  /// opaque group<V>; opaque request_hash[32]; uint64 log_sequence; opaque log_head[32];
  /// ```
  ///
  /// @param requestHash of the request's record, which binds the package and who asked
  public static Bytes context(GroupId group, Bytes requestHash, LogPosition position) {
    return new WireWriter()
        .opaque(group.value())
        .raw(requestHash)
        .uint64(position.sequence())
        .raw(position.head())
        .toBytes();
  }

  private static ReturnAnswer read(KeyedReader in) {
    HeaderFields.readMagic(in);
    if (in.take(1, "kind", item -> item.integer(0, Integer.MAX_VALUE)) != KIND) {
      throw in.malformed("kind", "not an answer(1)");
    }
    long request = in.take(2, "request", item -> item.uint(1, Long.MAX_VALUE));
    int piece = in.takeUnless(0, 3, "piece", item -> item.integer(0, MAX_PIECES - 1));
    int pieces = in.takeUnless(1, 4, "pieces", item -> item.integer(1, MAX_PIECES));
    Bytes sealed = in.take(5, "sealed", item -> item.bytes(1, MAX_PIECE));
    LogPosition position = HeaderFields.readPosition(in);
    return in.make(() -> new ReturnAnswer(request, piece, pieces, sealed, position));
  }

  private void write(KeyedWriter out) {
    HeaderFields.writeMagic(out);
    out.uint(1, KIND).uint(2, request).uintUnlessZero(3, piece);
    if (pieces != 1) {
      out.uint(4, pieces);
    }
    out.bytes(5, sealed);
    HeaderFields.writePosition(position, out);
  }
}
