package dev.coterie.client;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.KeyPackageOffer;
import java.time.Instant;

/// The private half of a published key package.
///
/// @param use how often the hub may hand it out
/// @param dropAfter when it is of no use any more
/// @param bundle as the MLS engine encodes it
record ShelfRow(KeyPackageOffer.Use use, Instant dropAfter, Bytes bundle) {
  static final Codec<ShelfRow> CODEC = StoredForm.of(ShelfRow::read, ShelfRow::write);

  private static ShelfRow read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    KeyPackageOffer.Use use =
        switch (in.uint8("use")) {
          case 1 -> KeyPackageOffer.Use.ONE_TIME;
          case 2 -> KeyPackageOffer.Use.LAST_RESORT;
          default -> throw in.malformed("use", "neither one-time(1) nor last resort(2)");
        };
    return new ShelfRow(use, Instant.ofEpochSecond(in.uint64("drop_after")), in.opaque("bundle"));
  }

  private void write(WireWriter out) {
    int code =
        switch (use) {
          case ONE_TIME -> 1;
          case LAST_RESORT -> 2;
        };
    out.uint8(1).uint8(code).uint64(dropAfter.getEpochSecond()).opaque(bundle);
  }
}
