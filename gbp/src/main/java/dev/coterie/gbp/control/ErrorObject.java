package dev.coterie.gbp.control;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.gbp.form.Utf8;
import java.util.Set;

/// One member tells another what it could not take. `docs/gbp2.md` §11. Unlisted codes keep what
/// came with them.
///
/// @param code 1 to 65,535
/// @param errorClass for a listed code the listed one
/// @param effects for a listed code the listed ones
/// @param reason for people, at most 256 octets, empty if there is none; never secrets or content
/// @param details for programs, at most 1,024 octets, empty if there are none
public record ErrorObject(
    int code, ErrorClass errorClass, Set<Effect> effects, String reason, Bytes details) {
  static final int MAX_REASON = 256;
  static final int MAX_DETAILS = 1024;

  /// Checks the ranges, and listed codes against the list.
  public ErrorObject {
    if (code < 1 || code > 0xffff) {
      throw new IllegalArgumentException("error code " + code);
    }
    effects = Set.copyOf(effects);
    var listed = GbpError.of(code);
    if (listed.isPresent()
        && (listed.get().errorClass() != errorClass || !listed.get().effects().equals(effects))) {
      throw new IllegalArgumentException("class or effects that do not go with " + listed.get());
    }
    Utf8.require(reason, 0, MAX_REASON, "reason");
    if (details.size() > MAX_DETAILS) {
      throw new IllegalArgumentException("details of " + details.size() + " octets");
    }
  }

  /// A listed error with a reason.
  public static ErrorObject of(GbpError error, String reason) {
    return new ErrorObject(error.code(), error.errorClass(), error.effects(), reason, Bytes.EMPTY);
  }

  static ErrorObject read(KeyedReader in) {
    int code = in.take(0, "code", item -> item.integer(1, 0xffff));
    int errorClass = in.take(1, "class", item -> item.integer(1, 6));
    int effects = in.take(2, "effects", item -> item.integer(0, 3));
    var reason = in.takeUnless("", 3, "reason", item -> item.text(0, MAX_REASON));
    var details = in.takeUnless(Bytes.EMPTY, 4, "details", item -> item.bytes(0, MAX_DETAILS));
    return in.make(
        () ->
            new ErrorObject(
                code, ErrorClass.of(errorClass), Effect.ofBits(effects), reason, details));
  }

  void write(KeyedWriter out) {
    out.uint(0, code)
        .uint(1, errorClass.code())
        .uint(2, Effect.toBits(effects))
        .textUnlessEmpty(3, reason)
        .bytesUnlessEmpty(4, details);
  }
}
