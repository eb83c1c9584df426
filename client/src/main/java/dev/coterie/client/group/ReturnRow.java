package dev.coterie.client.group;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.gbp.ReturnRequest;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.message.KeyPackage;

/// A member's open request to come back.
///
/// ```
/// uint8 format = 1; uint64 sequence; opaque hash[32]; opaque member[32]; opaque request<V>;
/// opaque key_package<V>; uint8 answers; uint8 epochs;
/// ```
///
/// @param sequence of its record
/// @param hash of its record
/// @param member who asks
/// @param request what it says
/// @param keyPackage where an answer goes to
/// @param answers seen in this epoch
/// @param epochs that ended although it had been answered
record ReturnRow(
    long sequence,
    Bytes hash,
    Fingerprint member,
    ReturnRequest request,
    KeyPackage keyPackage,
    int answers,
    int epochs) {
  static final int HASH = 32;

  /// How many patiences the log waits: for an answer before somebody asks again, and for the commit
  /// of who was answered before the next one has its turn.
  static final int PATIENCES = 20;

  /// The row's form.
  static final Codec<ReturnRow> CODEC = StoredForm.of(ReturnRow::read, ReturnRow::write);

  ReturnRow {
    if (sequence < 1 || answers < 0 || answers > 255 || epochs < 0 || epochs > 255) {
      throw new IllegalArgumentException("numbers out of range");
    }
  }

  ReturnRow answered() {
    return with(Math.min(answers + 1, 255), epochs);
  }

  ReturnRow epochEnded() {
    return with(0, answers > 0 ? epochs + 1 : epochs);
  }

  private ReturnRow with(int newAnswers, int newEpochs) {
    return new ReturnRow(sequence, hash, member, request, keyPackage, newAnswers, newEpochs);
  }

  /// Whether as many have answered as it needs by now.
  boolean isServed() {
    return answers >= request.attempt();
  }

  private static ReturnRow read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    return new ReturnRow(
        in.uint64("sequence"),
        in.fixed("hash", HASH),
        new Fingerprint(in.fixed("member", Fingerprint.SIZE)),
        ReturnRequest.FORM.decode(in.opaque("request")),
        KeyPackage.CODEC.decode(in.opaque("key_package")),
        in.uint8("answers"),
        in.uint8("epochs"));
  }

  private void write(WireWriter out) {
    out.uint8(1)
        .uint64(sequence)
        .raw(hash)
        .raw(member.value())
        .opaque(ReturnRequest.FORM.encode(request))
        .opaque(KeyPackage.CODEC.encode(keyPackage))
        .uint8(answers)
        .uint8(epochs);
  }
}
