package dev.coterie.store.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import dev.coterie.store.power.PowerCut.Fault;
import dev.coterie.store.power.PowerCut.Loss;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a client's store has acknowledged outlives a power cut at any moment, nothing is there by
/// half, and no reservation goes back.
final class ClientStorePowerCutTest {
  private static final int BATCHES = 10;

  @TempDir private Path folder = Path.of("");
  @TempDir private Path keys = Path.of("");
  private Unlock key;
  private PowerCut machine;
  private int files;

  @BeforeEach
  void plugIn() {
    machine = PowerCut.over(folder);
    key = Unlock.KeyFile.create(keys.resolve("key"), RandomSource.system());
  }

  @AfterEach
  void leave() {
    machine.close();
  }

  /// One store, from its first day on. Whether the power was cut meanwhile.
  private boolean live(Path file, RowLedger ledger, Random random) {
    try (var store = SqliteClientStore.open(file, key)) {
      ledger.check(store);
      ledger.write(store, random, BATCHES);
    } catch (UnavailableException e) {
      assertThat(machine.isOff()).as("the power is off: %s", e.getCause()).isTrue();
    }
    return machine.isOff();
  }

  private Path fresh() {
    return folder.resolve("store-" + files++ + ".db");
  }

  private void check(Path file, RowLedger ledger) {
    machine.reboot();
    try (var store = SqliteClientStore.open(file, key)) {
      ledger.check(store);
    }
    Integrity.check(file);
  }

  /// A history, once for each of its steps, with the power cut there.
  private int everyStep(long seed, Loss loss) {
    machine.arm(0, 0, loss);
    assertThat(live(fresh(), new RowLedger(), new Random(seed))).isFalse();
    long steps = machine.steps();
    assertThat(steps).isGreaterThan(40);
    int batches = 0;
    long lost = 0;
    for (int step = 1; step <= steps; step++) {
      Path file = fresh();
      var ledger = new RowLedger();
      machine.arm(step, seed + step, loss);
      live(file, ledger, new Random(seed));
      machine.cut(); // sealed values differ from run to run, and so may the number of steps
      lost += machine.lost();
      batches += ledger.batches();
      check(file, ledger);
    }
    assertThat(lost).as("or nothing would be proved").isGreaterThan(steps / 4);
    return batches;
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void powerCutAtEveryStep_losesNothingAcknowledged(Loss loss) {
    assertThat(everyStep(7, loss)).isGreaterThan(BATCHES);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void powerCutAgainAndAgain_alsoWhileTheStoreRecovers_losesNothingAcknowledged(Loss loss) {
    for (int seed = 0; seed < 8; seed++) {
      var random = new Random(seed);
      Path file = fresh();
      var ledger = new RowLedger();
      int cuts = 0;
      for (int life = 0; life < 12; life++) {
        int within = random.nextInt(3) == 0 ? 12 : 120;
        machine.arm(1 + random.nextInt(within), random.nextLong(1L << 40), loss);
        if (live(file, ledger, random)) {
          cuts++;
          machine.reboot();
        }
      }
      assertThat(cuts).isGreaterThan(3);
      assertThat(ledger.batches()).isGreaterThan(BATCHES);
      check(file, ledger);
    }
  }

  /// The test can fail: with less synchronisation than the store asks for, it notices the loss.
  @ParameterizedTest
  @EnumSource(Fault.class)
  void withoutFullSynchronisation_theLossIsNoticed(Fault fault) {
    machine.plant(fault);
    assertThatThrownBy(() -> everyStep(7, Loss.EVERYTHING))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("acknowledged");
  }

  @Test
  void unsynchronisedWrites_areLostByThisDisk() {
    Path file = fresh();
    var ledger = new RowLedger();
    machine.plant(Fault.SYNC_DOES_NOTHING);
    machine.arm(0, 0, Loss.EVERYTHING);
    try (var store = SqliteClientStore.open(file, key)) {
      ledger.write(store, new Random(1), 1);
      machine.cut();
      assertThatThrownBy(() -> ledger.write(store, new Random(1), 1))
          .isInstanceOf(UnavailableException.class);
    } catch (UnavailableException e) {
      assertThat(machine.isOff()).as("%s", e).isTrue(); // closing needs the disk too
    }
    assertThat(machine.lost()).isPositive();
  }
}
