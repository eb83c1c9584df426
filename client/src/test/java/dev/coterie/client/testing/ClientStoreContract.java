package dev.coterie.client.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Row;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every client store keeps to. Subclasses open an empty one.
public abstract class ClientStoreContract {
  /// The store under test.
  protected ClientStore store = new MemoryClientStore();

  /// A store without rows.
  protected abstract ClientStore openEmpty();

  @BeforeEach
  final void open() {
    store = openEmpty();
  }

  @AfterEach
  final void close() {
    store.close();
  }

  @Test
  final void get_unknownKey_isEmpty() {
    assertThat(store.get(Table.MLS, hex("01"))).isEmpty();
    assertThat(store.last(Table.MLS, Bytes.EMPTY)).isEmpty();
    assertThat(store.scan(Table.MLS, Bytes.EMPTY, Bytes.EMPTY, 10)).isEmpty();
  }

  @Test
  final void apply_laterChangeOfTheSameRowWins() {
    store.apply(
        new Batch()
            .put(Table.MLS, hex("01"), hex("aa"))
            .put(Table.MLS, hex("02"), hex("bb"))
            .delete(Table.MLS, hex("01"))
            .put(Table.MLS, hex("02"), hex("cc"))
            .delete(Table.MLS, hex("03")));
    assertThat(store.get(Table.MLS, hex("01"))).isEmpty();
    assertThat(store.get(Table.MLS, hex("02"))).contains(hex("cc"));
  }

  @Test
  final void tables_shareNoKeys() {
    store.apply(
        new Batch().put(Table.MLS, hex("01"), hex("aa")).put(Table.GROUP, hex("01"), hex("bb")));
    store.apply(new Batch().deleteAll(Table.MLS, Bytes.EMPTY));
    assertThat(store.get(Table.MLS, hex("01"))).isEmpty();
    assertThat(store.get(Table.GROUP, hex("01"))).contains(hex("bb"));
  }

  @Test
  final void scan_isUnsignedOrderedAndPaged() {
    var batch = new Batch();
    for (String key : List.of("7f", "80", "ff", "00", "8001", "ffff", "8000ff")) {
      batch.put(Table.OUTBOX, hex(key), hex(key));
    }
    store.apply(batch);
    assertThat(keys(store.scan(Table.OUTBOX, Bytes.EMPTY, Bytes.EMPTY, 100)))
        .containsExactly("00", "7f", "80", "8000ff", "8001", "ff", "ffff");
    assertThat(keys(store.scan(Table.OUTBOX, hex("80"), Bytes.EMPTY, 100)))
        .containsExactly("80", "8000ff", "8001");
    assertThat(keys(store.scan(Table.OUTBOX, hex("80"), hex("8000ff"), 100)))
        .containsExactly("8001");
    assertThat(keys(store.scan(Table.OUTBOX, hex("ff"), hex("ff"), 1))).containsExactly("ffff");
    assertThat(keys(store.scan(Table.OUTBOX, Bytes.EMPTY, hex("7f"), 2)))
        .containsExactly("80", "8000ff");
    assertThat(store.last(Table.OUTBOX, hex("80")).orElseThrow().key()).isEqualTo(hex("8001"));
    assertThat(store.last(Table.OUTBOX, Bytes.EMPTY).orElseThrow().key()).isEqualTo(hex("ffff"));
  }

  @Test
  final void deleteAll_takesTheRangeAndNothingElse() {
    var batch = new Batch();
    for (String key : List.of("fe", "ff", "ff00", "ffff", "fdff")) {
      batch.put(Table.EVENT, hex(key), hex("01"));
    }
    store.apply(batch);
    store.apply(new Batch().deleteAll(Table.EVENT, hex("ff")));
    assertThat(keys(store.scan(Table.EVENT, Bytes.EMPTY, Bytes.EMPTY, 100)))
        .containsExactly("fdff", "fe");
    store.apply(new Batch().deleteAll(Table.EVENT, hex("fe")));
    assertThat(keys(store.scan(Table.EVENT, Bytes.EMPTY, Bytes.EMPTY, 100)))
        .containsExactly("fdff");
  }

  @Test
  final void values_ofAnySize_comeBackWhole() {
    for (int size : new int[] {0, 1, 4_096, 300_000}) {
      byte[] octets = new byte[size];
      new Random(size).nextBytes(octets);
      store.apply(new Batch().put(Table.MESSAGE, hex("01"), Bytes.copyOf(octets)));
      assertThat(store.get(Table.MESSAGE, hex("01"))).contains(Bytes.copyOf(octets));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  final void randomBatches_agreeWithAModel(long seed) {
    var random = new Random(seed);
    var model = new TreeMap<Bytes, Bytes>();
    for (int round = 0; round < 60; round++) {
      var batch = new Batch();
      for (int i = random.nextInt(8); i >= 0; i--) {
        change(random, batch, model);
      }
      store.apply(batch);
      assertThat(entries(store.scan(Table.MLS, Bytes.EMPTY, Bytes.EMPTY, 1_000))).isEqualTo(model);
    }
  }

  private static void change(Random random, Batch batch, Map<Bytes, Bytes> model) {
    Bytes key = key(random);
    switch (random.nextInt(4)) {
      case 0 -> {
        batch.delete(Table.MLS, key);
        model.remove(key);
      }
      case 1 -> {
        Bytes prefix = key.slice(0, 1);
        batch.deleteAll(Table.MLS, prefix);
        model.keySet().removeIf(each -> each.slice(0, 1).equals(prefix));
      }
      default -> {
        Bytes value = key(random);
        batch.put(Table.MLS, key, value);
        model.put(key, value);
      }
    }
  }

  private static Bytes key(Random random) {
    byte[] key = new byte[1 + random.nextInt(3)];
    random.nextBytes(key);
    key[0] = (byte) (random.nextInt(6) - 3);
    return Bytes.copyOf(key);
  }

  @Test
  final void afterClose_everyUseIsMisuse() {
    store.close();
    store.close();
    assertThatThrownBy(() -> store.get(Table.MLS, hex("01")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.apply(new Batch().delete(Table.MLS, hex("01"))))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Map<Bytes, Bytes> entries(List<Row> rows) {
    var map = new TreeMap<Bytes, Bytes>();
    rows.forEach(row -> map.put(row.key(), row.value()));
    return map;
  }

  private static List<String> keys(List<Row> rows) {
    return rows.stream().map(row -> row.key().toHex()).toList();
  }

  private static Bytes hex(String digits) {
    return Bytes.fromHex(digits);
  }
}
