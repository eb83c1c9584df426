package dev.coterie.client.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.client.event.EventCodec;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.MalformedException;
import java.util.List;

/// Whatever stands in a row: a typed refusal, or a value with just that encoding. The first octet
/// says which kind of row.
final class RowsFuzzTest {
  private static final List<Codec<?>> FORMS =
      List.of(
          GroupRow.CODEC,
          OutboxRow.CODEC,
          PendingRow.CODEC,
          Acknowledged.CODEC,
          EventCodec.CODEC,
          HealingRow.CODEC,
          ReturnRow.CODEC);

  @FuzzTest(maxDuration = "5s")
  void rows(byte[] input) {
    if (input.length > 0) {
      sameOrRefused(FORMS.get((input[0] & 0xff) % FORMS.size()), Bytes.copyOf(input).slice(1));
    }
  }

  private static <T> void sameOrRefused(Codec<T> form, Bytes row) {
    T value;
    try {
      value = form.decode(row);
    } catch (MalformedException e) {
      assertThat(e.field()).isNotNull();
      return;
    }
    assertThat(form.encode(value)).isEqualTo(row);
  }
}
