package dev.coterie.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.KeyPackageOffer.Use;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ShelfRowTest {
  private static final Instant END = Instant.ofEpochSecond(1_800_000_000L);
  private static final Bytes BUNDLE = Bytes.of(7, 8, 9);

  @ParameterizedTest
  @EnumSource(ShelfRow.Stage.class)
  void row_comesBackAsItWas_andItsPartsAreNoRows(ShelfRow.Stage stage) {
    var row = new ShelfRow(Use.LAST_RESORT, stage, END, END.plusSeconds(5), 3, BUNDLE);
    Bytes encoded = ShelfRow.CODEC.encode(row);
    assertThat(ShelfRow.CODEC.decode(encoded)).isEqualTo(row);
    for (int cut = 0; cut < encoded.size(); cut++) {
      malformed(encoded.slice(0, cut));
    }
    malformed(Bytes.concat(encoded, Bytes.of(0)));
  }

  @Test
  void unknownCodes_areMalformed() {
    malformed(Bytes.of(3));
    malformed(Bytes.of(2, 9));
    malformed(Bytes.of(2, 1, 4));
    malformed(
        new WireWriter()
            .uint8(2)
            .uint8(1)
            .uint8(1)
            .uint64(5)
            .uint64(5)
            .uint32(0x8000_0000L)
            .opaque(BUNDLE)
            .toBytes());
  }

  private static void malformed(Bytes row) {
    assertThatThrownBy(() -> ShelfRow.CODEC.decode(row)).isInstanceOf(MalformedException.class);
  }

  /// Whether a last resort had been replaced was not written down then: it counts as replaced.
  @Test
  void rowsOfFormatOne_areRead() {
    assertThat(ShelfRow.CODEC.decode(format1(1)))
        .isEqualTo(
            new ShelfRow(
                Use.ONE_TIME,
                ShelfRow.Stage.PUBLISHED,
                END.minus(Duration.ofDays(1)),
                END,
                0,
                BUNDLE));
    assertThat(ShelfRow.CODEC.decode(format1(2)).stage()).isEqualTo(ShelfRow.Stage.RETIRED);
    assertThat(ShelfRow.CODEC.decode(format1(2)).dropAfter()).isEqualTo(END);
  }

  private static Bytes format1(int use) {
    return new WireWriter()
        .uint8(1)
        .uint8(use)
        .uint64(END.getEpochSecond())
        .opaque(BUNDLE)
        .toBytes();
  }

  @Test
  void retiring_shortensTime_andNeverProlongsIt() {
    var row = ShelfRow.made(Use.LAST_RESORT, END, BUNDLE).published();
    Instant early = END.minus(Duration.ofDays(5));
    ShelfRow retired = row.retired(early);
    assertThat(retired.dropAfter()).isEqualTo(early.plus(ShelfRow.GRACE));
    assertThat(retired.usedOnceMore().retired(early.plusSeconds(60)).dropAfter())
        .isEqualTo(retired.dropAfter());
    assertThat(row.retired(END.plusSeconds(60)).dropAfter()).isEqualTo(END.plus(ShelfRow.GRACE));
  }
}
