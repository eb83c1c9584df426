package dev.coterie.gbp.session;

import static dev.coterie.gbp.session.World.BOB;
import static dev.coterie.gbp.session.World.CAROL;
import static dev.coterie.gbp.session.World.header;
import static dev.coterie.gbp.session.World.position;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.gbp.MemberKey;
import dev.coterie.mls.group.Put;
import dev.coterie.mls.message.Epoch;
import java.util.HashSet;
import java.util.List;

/// Sequences of arrivals, restarts and removals against a model; and rows of any content.
final class SessionFuzzTest {
  private record Heard(MemberKey sender, long sequence) {}

  @FuzzTest(maxDuration = "5s")
  void sequences(FuzzedDataProvider data) {
    var world = new World();
    var heard = new HashSet<Heard>();
    for (int step = 0; step < 200 && data.remainingBytes() > 0; step++) {
      var sender = data.consumeBoolean() ? BOB : CAROL;
      long sequence = data.consumeLong(1, 2000);
      switch (data.consumeInt(0, 5)) {
        case 0 -> world.restart();
        case 1 -> {
          world.store(world.session.vacated(new Epoch(9), List.of(sender.leaf())));
          heard.removeIf(message -> message.sender.equals(sender));
        }
        case 2 -> {
          var before = world.snapshot();
          var garbage = Bytes.wrap(data.consumeBytes(70));
          if (world.receive(sender, garbage, World.HELLO) instanceof Verdict.Refused refused
              && !(refused instanceof Verdict.Forked)) {
            assertThat(world.snapshot()).isEqualTo(before);
          }
        }
        default -> {
          var message = new Heard(sender, sequence);
          var at = position(data.consumeLong(0, 49));
          if (world.receive(sender, header(sender, sequence, at)) instanceof Verdict.Delivered) {
            assertThat(heard.add(message)).as("delivered once").isTrue();
          }
        }
      }
    }
  }

  @FuzzTest(maxDuration = "5s")
  void rows(FuzzedDataProvider data) {
    var world = new World();
    var rows = new java.util.ArrayList<>(world.rows());
    while (data.remainingBytes() > 0) {
      var key = Bytes.concat(RowKey.PREFIX, Bytes.wrap(data.consumeBytes(16)));
      rows.add(new Put(key, Bytes.wrap(data.consumeBytes(200))));
    }
    try {
      GbpSession.restore(rows);
    } catch (MalformedException e) {
      assertThat(e.field()).isNotEmpty();
    }
  }
}
