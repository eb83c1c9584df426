package dev.coterie.hub.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.RefusedException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What holds a connection down.
final class BoundsTest {
  @Test
  void rateLimit_givesABurst_thenItsRate() {
    var now = new AtomicLong(Long.MAX_VALUE - 5);
    var rate = new RateLimit(10, now::get);
    for (int i = 0; i < 20; i++) {
      assertThat(rate.allows()).isTrue();
    }
    assertThat(rate.allows()).isFalse();
    now.addAndGet(100_000_001);
    assertThat(rate.allows()).isTrue();
    assertThat(rate.allows()).isFalse();
    now.addAndGet(60_000_000_000L);
    for (int i = 0; i < 20; i++) {
      assertThat(rate.allows()).isTrue();
    }
    assertThat(rate.allows()).isFalse();
  }

  @Test
  void lease_takesFromBoth_orFromNeither_andGivesBackOnce() {
    var connection = new Budget(10);
    var hub = new Budget(15);
    var first = new Lease(connection, hub);
    first.take(8);
    assertThatThrownBy(() -> first.take(3)).isInstanceOf(RefusedException.class);
    var second = new Lease(new Budget(10), hub);
    assertThatThrownBy(() -> second.take(8)).isInstanceOf(RefusedException.class);
    second.take(7);
    assertThat(connection.used()).isEqualTo(8);
    assertThat(hub.used()).isEqualTo(15);
    first.giveBack();
    first.giveBack();
    first.take(5);
    assertThat(connection.used()).isZero();
    assertThat(hub.used()).isEqualTo(7);
  }
}
