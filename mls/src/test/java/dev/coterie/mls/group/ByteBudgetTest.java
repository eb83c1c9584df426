package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.policy.ApplicationRule;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// What a member seals in an epoch is counted, whatever happens, and comes to an end.
class ByteBudgetTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final int BUDGET = 20_000;

  private final World world =
      World.of(SUITE, GroupSettings.recommended().byteBudget(BUDGET), "alice", "bob");
  private final World.Client alice = world.client("alice");

  private static long encrypted(Bytes message) {
    return MlsMessage.CODEC.decode(message) instanceof PrivateMessage it
        ? it.ciphertext().size() + it.authenticatedData().size() + it.encryptedSenderData().size()
        : 0;
  }

  private long counted() {
    return alice.group().state().sending().sealed();
  }

  private Sealed seal(int size) {
    Sealed sealed = alice.group().seal(Bytes.EMPTY, Bytes.wrap(new byte[size]), world.random);
    sealed.delta().ifPresent(alice::apply);
    return sealed;
  }

  @Test
  void hintFromNineTenths_refusalAtTen_andACommitBeginsAnew() {
    assertThat(seal(17_000).hint()).isEmpty();
    assertThat(alice.group().updateDue()).isFalse();
    UpdateDue due = seal(700).hint().orElseThrow();
    assertThat(due.budget()).isEqualTo(BUDGET);
    assertThat(due.sealed()).isGreaterThanOrEqualTo(BUDGET / 10 * 9);
    assertThat(alice.group().hint()).contains(due);
    var before = alice.snapshot();
    assertThatThrownBy(() -> seal(2_000))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(ApplicationRule.BUDGET_SPENT));
    assertThat(alice.snapshot()).isEqualTo(before);
    world.commit(alice, CommitRequest.empty());
    assertThat(alice.group().hint()).isEmpty();
    assertThat(seal(2_000).hint()).isEmpty();
  }

  @Test
  void anybodysCommit_begins_anew() {
    seal(18_000);
    assertThat(alice.group().updateDue()).isTrue();
    world.commit(world.client("bob"), CommitRequest.empty());
    assertThat(alice.group().updateDue()).isFalse();
  }

  /// They count, and are the way out: a member that may say nothing more can still commit, propose
  /// and leave.
  @Test
  void handshakes_countAndAreNeverRefused() {
    long before = counted();
    Bytes update = alice.proposeUpdate().message();
    assertThat(counted() - before).isGreaterThanOrEqualTo(encrypted(update));
    before = counted();
    Bytes dropped = alice.stage(CommitRequest.empty()).commitMessage();
    assertThat(counted() - before).isGreaterThanOrEqualTo(encrypted(dropped));
    alice.restart();
    assertThat(counted()).isGreaterThanOrEqualTo(encrypted(update) + encrypted(dropped));
    alice.apply(alice.group().settings(world.settings.byteBudget(1_024)));
    assertThatThrownBy(() -> seal(1)).isInstanceOf(RefusedException.class);
    alice.proposeUpdate();
    world.client("bob").receive(update);
    world.commit(alice, CommitRequest.empty().pending(CommitRequest.PendingPolicy.LEAVE_OUT));
    seal(1);
  }

  @Test
  void publicHandshakes_sealNothing() {
    World open = World.of(SUITE, Breach.PUBLIC.byteBudget(BUDGET), "alice", "bob");
    var author = open.client("alice");
    author.proposeUpdate();
    author.stage(CommitRequest.empty());
    assertThat(author.group().state().sending().sealed()).isZero();
  }

  /// A staged commit whose rows nobody stored, and then a crash: the next rows carry the count.
  @Test
  void droppedCommit_isCountedByWhateverIsStoredNext() {
    long sum = 0;
    for (int i = 0; i < 3; i++) {
      sum +=
          encrypted(
              alice.group().stage(CommitRequest.empty(), world.random, World.NOW).commitMessage());
    }
    assertThat(sum).isGreaterThan(BUDGET / 64);
    alice.apply(alice.group().spent());
    alice.restart();
    assertThat(counted()).isGreaterThanOrEqualTo(sum);
  }

  @Property(tries = 25)
  void whateverHappens_theStoreNeverCountsTooLittle(
      @ForAll @Size(max = 25) List<@IntRange(max = 9) Integer> steps) {
    World fresh = World.of(SUITE, GroupSettings.recommended().byteBudget(BUDGET), "alice", "bob");
    World.Client member = fresh.client("alice");
    long truth = 0;
    for (int step : steps) {
      try {
        switch (step) {
          case 0 -> member.restart();
          case 1 -> truth += encrypted(member.stage(CommitRequest.empty()).commitMessage());
          case 2 -> truth += encrypted(member.proposeUpdate().message());
          case 3 -> {
            member.merge(member.stage(CommitRequest.empty()));
            truth = 0;
          }
          default -> {
            truth += encrypted(member.say("x".repeat(step * 200)));
          }
        }
      } catch (RefusedException refused) {
        assertThat(refused.rule()).isEqualTo(ApplicationRule.BUDGET_SPENT);
      }
      assertThat(member.group().state().sending().sealed()).isGreaterThanOrEqualTo(truth);
      var stored = MlsGroup.restore(member.identity, member.puts());
      assertThat(stored.state().sending().sealed()).isGreaterThanOrEqualTo(truth);
      assertThat(truth).isLessThan(BUDGET + 20_000);
    }
  }
}
