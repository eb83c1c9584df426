package dev.coterie.client;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.KeyPackageOffer;
import java.time.Duration;
import java.time.Instant;

/// The private half of a key package.
///
/// ```
/// uint8 format = 2; uint8 use; uint8 stage; uint64 not_after; uint64 drop_after; uint32 uses;
/// opaque bundle<V>;
/// ```
///
/// Format 1 had `use`, `drop_after` and `bundle`. It did not say whether a last resort had been
/// replaced, so such a row counts as one that was: a fresh one takes its place.
///
/// @param use how often the hub may hand it out
/// @param stage how far it came
/// @param notAfter when others refuse it
/// @param dropAfter when it is of no use any more
/// @param uses welcomes that were made for it and that we took in
/// @param bundle as the MLS engine encodes it
record ShelfRow(
    KeyPackageOffer.Use use,
    Stage stage,
    Instant notAfter,
    Instant dropAfter,
    int uses,
    Bytes bundle) {
  static final Codec<ShelfRow> CODEC = StoredForm.of(ShelfRow::read, ShelfRow::write);

  /// How long private halves are kept beyond their package's time, or after it was replaced: for
  /// welcomes that were under way.
  static final Duration GRACE = Duration.ofDays(1);

  /// How far a package came.
  enum Stage {
    /// Durable here; whether the hub has it is not known.
    MADE(1),
    /// The hub said that it has it.
    PUBLISHED(2),
    /// The hub has another in its place.
    RETIRED(3);

    private final int code;

    Stage(int code) {
      this.code = code;
    }
  }

  ShelfRow {
    if (uses < 0) {
      throw new IllegalArgumentException("used " + uses + " times");
    }
  }

  static ShelfRow made(KeyPackageOffer.Use use, Instant notAfter, Bytes bundle) {
    return new ShelfRow(use, Stage.MADE, notAfter, notAfter.plus(GRACE), 0, bundle);
  }

  ShelfRow published() {
    return new ShelfRow(use, Stage.PUBLISHED, notAfter, dropAfter, uses, bundle);
  }

  /// Replaced at a time: kept a while from then, never longer than it was to be.
  ShelfRow retired(Instant now) {
    Instant end = now.plus(GRACE);
    return new ShelfRow(
        use, Stage.RETIRED, notAfter, end.isBefore(dropAfter) ? end : dropAfter, uses, bundle);
  }

  ShelfRow usedOnceMore() {
    return new ShelfRow(use, stage, notAfter, dropAfter, uses + 1, bundle);
  }

  /// Whether the hub may hand it out until a time.
  boolean standsUntil(Instant time) {
    return stage != Stage.RETIRED && notAfter.isAfter(time);
  }

  private static ShelfRow read(WireReader in) {
    return switch (in.uint8("format")) {
      case 1 -> format1(in);
      case 2 ->
          new ShelfRow(
              use(in),
              stage(in),
              Instant.ofEpochSecond(in.uint64("not_after")),
              Instant.ofEpochSecond(in.uint64("drop_after")),
              (int) in.uint32("uses"),
              in.opaque("bundle"));
      default -> throw in.malformed("format", "only formats 1 and 2 are known");
    };
  }

  private static ShelfRow format1(WireReader in) {
    KeyPackageOffer.Use use = use(in);
    Instant dropAfter = Instant.ofEpochSecond(in.uint64("drop_after"));
    Stage stage = use == KeyPackageOffer.Use.ONE_TIME ? Stage.PUBLISHED : Stage.RETIRED;
    return new ShelfRow(use, stage, dropAfter.minus(GRACE), dropAfter, 0, in.opaque("bundle"));
  }

  private static KeyPackageOffer.Use use(WireReader in) {
    return switch (in.uint8("use")) {
      case 1 -> KeyPackageOffer.Use.ONE_TIME;
      case 2 -> KeyPackageOffer.Use.LAST_RESORT;
      default -> throw in.malformed("use", "neither one-time(1) nor last resort(2)");
    };
  }

  private static Stage stage(WireReader in) {
    return switch (in.uint8("stage")) {
      case 1 -> Stage.MADE;
      case 2 -> Stage.PUBLISHED;
      case 3 -> Stage.RETIRED;
      default -> throw in.malformed("stage", "neither made(1), published(2) nor retired(3)");
    };
  }

  private void write(WireWriter out) {
    int code =
        switch (use) {
          case ONE_TIME -> 1;
          case LAST_RESORT -> 2;
        };
    out.uint8(2)
        .uint8(code)
        .uint8(stage.code)
        .uint64(notAfter.getEpochSecond())
        .uint64(dropAfter.getEpochSecond())
        .uint32(uses)
        .opaque(bundle);
  }
}
