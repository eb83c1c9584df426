package dev.coterie.store.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.store.hub.SqliteHubStore;
import dev.coterie.store.power.PowerCut.Fault;
import dev.coterie.store.power.PowerCut.Loss;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a hub has acknowledged outlives a power cut at any moment: records at their places, mail,
/// and that a key package was handed out.
final class HubStorePowerCutTest {
  private static final int REQUESTS = 14;
  private static final int STRIDE = 11; // a hub takes its time to open and close

  @TempDir private Path folder = Path.of("");
  private PowerCut machine;
  private int hubs;

  @BeforeEach
  void plugIn() {
    machine = PowerCut.over(folder);
  }

  @AfterEach
  void leave() {
    machine.close();
  }

  private Path fresh() {
    return folder.resolve("hub-" + hubs++);
  }

  private boolean live(Path hub, HubLedger ledger, Random random) {
    try (var store = SqliteHubStore.open(hub, HubLimits.DEFAULT)) {
      ledger.check(store);
      ledger.write(store, random, REQUESTS);
    } catch (UnavailableException e) {
      assertThat(machine.isOff()).as("the power is off: %s", e.getCause()).isTrue();
    }
    return machine.isOff();
  }

  private void check(Path hub, HubLedger ledger) {
    machine.reboot();
    try (var store = SqliteHubStore.open(hub, HubLimits.DEFAULT)) {
      ledger.check(store);
    }
    Integrity.check(hub.resolve("hub.db"));
  }

  private int steps(long seed, Loss loss) {
    machine.arm(0, 0, loss);
    assertThat(live(fresh(), new HubLedger(), new Random(seed))).isFalse();
    long steps = machine.steps();
    int records = 0;
    long lost = 0;
    for (int step = 1 + Math.floorMod(loss.name().hashCode(), STRIDE);
        step <= steps;
        step += STRIDE) {
      Path hub = fresh();
      var ledger = new HubLedger();
      machine.arm(step, seed + step, loss);
      live(hub, ledger, new Random(seed));
      machine.cut();
      lost += machine.lost();
      records += ledger.records();
      check(hub, ledger);
    }
    assertThat(lost).as("or nothing would be proved").isGreaterThan(20);
    return records;
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void powerCutAtAnyStep_losesNothingAcknowledged(Loss loss) {
    assertThat(steps(5, loss)).isGreaterThan(REQUESTS);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void powerCutAgainAndAgain_alsoWhileTheHubRecovers_losesNothingAcknowledged(Loss loss) {
    for (int seed = 0; seed < 2; seed++) {
      var random = new Random(seed);
      Path hub = fresh();
      var ledger = new HubLedger();
      int cuts = 0;
      for (int life = 0; life < 10; life++) {
        int within = random.nextInt(3) == 0 ? 12 : 150;
        machine.arm(1 + random.nextInt(within), random.nextLong(1L << 40), loss);
        if (live(hub, ledger, random)) {
          cuts++;
          machine.reboot();
        }
      }
      assertThat(cuts).isGreaterThan(2);
      assertThat(ledger.records()).isGreaterThan(3);
      check(hub, ledger);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void withoutFullSynchronisation_theLossIsNoticed(Fault fault) {
    machine.plant(fault);
    assertThatThrownBy(() -> steps(5, Loss.EVERYTHING))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("acknowledged");
  }
}
