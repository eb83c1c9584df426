package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.policy.ReceptionRule;
import dev.coterie.mls.policy.SecretTreeRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Messages that come before the epoch they belong to.
class EarlyMessagesTest {
  private World world;
  private World.Client alice;
  private World.Client bob;
  private World.Client carol;

  @BeforeEach
  void aGroup() {
    world =
        World.of(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            GroupSettings.recommended().waiting(GroupSettings.Waiting.UNORDERED),
            "alice",
            "bob",
            "carol");
    alice = world.client("alice");
    bob = world.client("bob");
    carol = world.client("carol");
  }

  /// Everybody but alice goes on.
  private Bytes pass(World.Client author) {
    StagedCommit staged = author.stage(CommitRequest.empty());
    for (World.Client other : List.of(bob, carol)) {
      if (other != author) {
        other.merge(other.commit(staged.commitMessage()));
      }
    }
    author.merge(staged);
    return staged.commitMessage();
  }

  private static Bytes early(World.Client client, Bytes message) {
    return ((Incoming.MessageEarly) client.receive(message)).reference();
  }

  private static Incoming retry(World.Client client, Bytes reference) {
    Incoming incoming = client.group().retry(reference, World.NOW);
    client.apply(incoming.delta());
    return incoming;
  }

  private static List<String> drain(World.Client client) {
    List<String> heard = new ArrayList<>();
    for (Bytes reference : client.group().ready()) {
      switch (retry(client, reference)) {
        case Incoming.Application text -> heard.add(text.plaintext().utf8());
        case Incoming.CommitStaged staged -> {
          client.merge(staged.commit());
          heard.addAll(drain(client));
          return heard;
        }
        case Incoming.ProposalHeld _ -> {}
        case Incoming.CommitHeld _,
            Incoming.OutsiderProposalHeld _,
            Incoming.MessageEarly _,
            Incoming.OwnMessage _ ->
            throw new AssertionError("not here");
      }
    }
    return heard;
  }

  @Test
  void wholeEpochsBackwards_throughCrashes_areTakenInOrder() {
    List<Bytes> sent = new ArrayList<>();
    sent.add(pass(bob));
    sent.add(bob.say("one"));
    Proposed update = carol.proposeUpdate();
    bob.receive(update.message());
    sent.add(update.message());
    sent.add(pass(bob));
    sent.add(carol.say("two"));
    for (Bytes message : sent.reversed().subList(0, 4)) {
      early(alice, message);
      alice.restart();
    }
    assertThat(alice.group().earlyMessages()).hasSize(4);
    assertThat(alice.group().ready()).isEmpty();
    alice.merge(alice.commit(sent.getFirst()));
    alice.restart();
    assertThat(alice.group().ready()).hasSize(3);
    assertThat(drain(alice)).containsExactly("one", "two");
    assertThat(alice.group().earlyMessages()).isEmpty();
    world.assertAgreement();
    alice.restart();
    assertThatThrownBy(() -> alice.hear(sent.getLast()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.rule()).isEqualTo(SecretTreeRule.GENERATION_SPENT));
  }

  @Test
  void sameMessageTwice_isKeptOnce_andOpensOnce() {
    Bytes commit = pass(bob);
    Bytes text = bob.say("hello");
    assertThat(early(alice, text)).isEqualTo(early(alice, text));
    assertThat(alice.group().earlyMessages()).hasSize(1);
    alice.merge(alice.commit(commit));
    assertThat(alice.hear(text)).isEqualTo("hello"); // it comes again before we look
    assertThat(alice.group().earlyMessages()).isEmpty();
    assertThat(alice.group().ready()).isEmpty();
  }

  @Test
  void lateText_outlivesItsEpochInTheBuffer_asLongAsTheKeysDo() {
    List<Bytes> commits = new ArrayList<>();
    commits.add(pass(bob));
    Bytes text = bob.say("slow");
    Proposed update = carol.proposeUpdate();
    bob.receive(update.message());
    early(alice, text);
    early(alice, update.message());
    for (int i = 0; i < 3; i++) {
      commits.add(pass(bob));
    }
    alice.merge(alice.commit(commits.get(0)));
    assertThat(alice.group().ready()).hasSize(2);
    alice.receive(update.message());
    assertThat(alice.group().ready()).hasSize(1);
    alice.merge(alice.commit(commits.get(1)));
    assertThat(alice.group().ready()).hasSize(1);
    alice.merge(alice.commit(commits.get(2)));
    alice.restart();
    assertThat(drain(alice)).containsExactly("slow");
    assertThat(alice.group().earlyMessages()).isEmpty();
  }

  @Test
  void handshakeOfAnEpochThatIsOver_andTextWithoutKeys_areNotKept() {
    List<Bytes> commits = new ArrayList<>();
    commits.add(pass(bob));
    early(alice, carol.proposeUpdate().message());
    early(alice, bob.say("too slow"));
    for (int i = 0; i < 3; i++) {
      commits.add(pass(bob));
    }
    alice.merge(alice.commit(commits.get(0)));
    alice.merge(alice.commit(commits.get(1)));
    assertThat(alice.group().earlyMessages()).hasSize(1);
    alice.merge(alice.commit(commits.get(2)));
    alice.merge(alice.commit(commits.get(3)));
    assertThat(alice.group().earlyMessages()).isEmpty();
  }

  @Test
  void garbageThatWaited_isDroppedWhenItIsTried_andOnlyThat() {
    Bytes commit = pass(bob);
    Bytes text = bob.say("hello");
    byte[] bent = text.toArray();
    bent[bent.length - 1] ^= 1;
    Bytes bad = early(alice, Bytes.wrap(bent));
    Bytes good = early(alice, text);
    alice.merge(alice.commit(commit));
    assertThatThrownBy(() -> alice.group().retry(bad, World.NOW))
        .isInstanceOf(RefusedException.class);
    alice.apply(alice.group().spent());
    assertThat(alice.group().earlyMessages()).containsExactly(good);
    assertThat(retry(alice, good)).isInstanceOf(Incoming.Application.class);
  }

  @Test
  void commitBeforeItsProposal_bothEarly_bothTaken() {
    Bytes first = pass(bob);
    Proposed remove = carol.propose(new Proposal.Remove(carol.leaf()));
    bob.receive(remove.message());
    StagedCommit second = bob.stage(CommitRequest.empty());
    early(alice, second.commitMessage());
    Bytes proposal = early(alice, remove.message());
    alice.merge(alice.commit(first));
    assertThat(alice.group().ready()).hasSize(2).startsWith(proposal);
    assertThat(drain(alice)).isEmpty();
    assertThat(alice.group().memberCount()).isEqualTo(2);
  }

  @Test
  void commitThatCameFirst_isReadyOnceItsProposalIsThere() {
    Proposed update = carol.proposeUpdate();
    bob.receive(update.message());
    Bytes commit = bob.stage(CommitRequest.empty()).commitMessage();
    var held = (Incoming.CommitHeld) alice.receive(commit);
    assertThat(alice.group().ready()).isEmpty();
    alice.restart();
    alice.receive(update.message());
    assertThat(alice.group().ready()).containsExactly(held.reference());
    assertThat(drain(alice)).isEmpty();
    assertThat(alice.group().heldCommits()).isEmpty();
    assertThat(alice.group().epoch()).isEqualTo(new Epoch(2));
  }

  @Test
  void nothingIsKept_inAGroupThatHasEnded() {
    Bytes ahead = bob.say("x");
    pass(carol);
    Bytes future = bob.say("future");
    var next =
        new Proposal.ReInit(
            new GroupId(Bytes.ofUtf8("next")),
            ProtocolVersion.MLS10,
            alice.group().context().cipherSuite(),
            List.of());
    early(alice, future);
    alice.merge(alice.stage(CommitRequest.empty().reInit(next)));
    assertThat(alice.group().earlyMessages()).isEmpty();
    assertThat(alice.hear(ahead)).isEqualTo("x");
    pass(bob);
    Bytes more = bob.say("more");
    assertThatThrownBy(() -> alice.group().receive(more, World.NOW))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.rule()).isEqualTo(ReceptionRule.EPOCH_AHEAD));
  }

  @Test
  void aFlood_isBounded_andOthersStillGetTheirPlace() {
    var waiting = new GroupSettings.Waiting(10, 1, 20, 4, 40_000);
    alice.apply(alice.group().settings(world.settings.waiting(waiting)));
    Bytes commit = pass(bob);
    Bytes flooder = Bytes.ofUtf8("mallory");
    Bytes honest = Bytes.ofUtf8("bob");
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      refused += offer(carol.say("flood " + i), flooder) ? 0 : 1;
      assertThat(alice.group().earlyMessages()).hasSizeLessThanOrEqualTo(20);
      long bytes =
          alice.store.entrySet().stream()
              .filter(row -> RowKey.kindOf(row.getKey()) == RowKey.Kind.EARLY)
              .mapToLong(row -> row.getValue().size())
              .sum();
      assertThat(bytes).isLessThan(40_000 + 20 * 32);
    }
    assertThat(refused).isEqualTo(180);
    for (int i = 0; i < 9; i++) {
      assertThat(offer(bob.say("honest " + i), honest)).isTrue();
    }
    assertThat(offer(carol.say("more"), flooder)).isFalse();
    alice.restart();
    alice.merge(alice.commit(commit));
    List<String> heard = drain(alice);
    assertThat(heard).filteredOn(text -> text.startsWith("honest")).hasSize(9);
    assertThat(heard).hasSize(20);
  }

  /// Nobody says whom they come from: texts still leave room for what opens them.
  @Test
  void manyTexts_leaveRoomForHandshakes() {
    var waiting = new GroupSettings.Waiting(10, 1, 6, 4, 40_000);
    alice.apply(alice.group().settings(world.settings.waiting(waiting)));
    Bytes first = pass(bob);
    for (int i = 0; i < 10; i++) {
      assertThat(offer(bob.say("text " + i), Bytes.EMPTY)).isEqualTo(i < 6);
    }
    Bytes second = pass(bob);
    Bytes third = pass(carol);
    assertThat(offer(third, Bytes.EMPTY)).isTrue();
    assertThat(offer(second, Bytes.EMPTY)).isTrue();
    alice.merge(alice.commit(first));
    assertThat(drain(alice)).hasSize(4);
    world.assertAgreement();
  }

  private boolean offer(Bytes message, Bytes from) {
    try {
      alice.apply(alice.group().receive(message, from, PreSharedKeys.NONE, World.NOW).delta());
      return true;
    } catch (RefusedException refused) {
      assertThat(refused.rule()).isEqualTo(ReceptionRule.EPOCH_AHEAD);
      return false;
    }
  }

  @Test
  void smallerBounds_letGoWhatNoLongerFits() {
    pass(bob);
    for (int i = 0; i < 6; i++) {
      early(alice, bob.say("text " + i));
    }
    pass(bob);
    early(alice, bob.say("far"));
    alice.apply(
        alice
            .group()
            .settings(world.settings.waiting(GroupSettings.Waiting.RECOMMENDED.early(100, 1))));
    assertThat(alice.group().earlyMessages()).hasSize(6);
    alice.apply(
        alice
            .group()
            .settings(world.settings.waiting(GroupSettings.Waiting.RECOMMENDED.early(2, 1))));
    assertThat(alice.group().earlyMessages()).hasSize(2);
    alice.restart();
    alice.apply(
        alice
            .group()
            .settings(world.settings.waiting(GroupSettings.Waiting.RECOMMENDED.early(0, 1))));
    assertThat(alice.group().earlyMessages()).isEmpty();
  }

  @Test
  void nameThatIsTooLong_isMisuse() {
    Bytes text = bob.say("x");
    Bytes name = Bytes.wrap(new byte[256]);
    assertThatThrownBy(() -> alice.group().receive(text, name, PreSharedKeys.NONE, World.NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void storedRowsThatNobodyWouldHaveWritten_areRefused() {
    pass(bob);
    Bytes one = bob.say("one");
    Bytes two = bob.say("two");
    early(alice, one);
    Bytes welcome =
        bob.stage(CommitRequest.empty().add(List.of(world.client("dave").keyPackage())))
            .welcome()
            .orElseThrow();
    World elsewhere = new World(world.suite, 7, world.settings).group("bob", "erin");
    Bytes foreign = elsewhere.client("bob").say("elsewhere");
    assertRefused(row(two, 0)); // the same place in the order
    assertRefused(row(welcome, 1));
    assertRefused(row(foreign, 1));
    assertRefused(row(two, -1));
    assertRefused(new Put(RowKey.Kind.EARLY.key(Bytes.ofUtf8("another")), row(two, 1).value()));
    for (int i = 0; i < 16; i++) {
      pass(bob);
    }
    assertRefused(row(bob.say("too far"), 1));
    alice.store.put(row(two, 1).key(), row(two, 1).value());
    alice.restart();
    assertThat(alice.group().earlyMessages()).hasSize(2);
  }

  private Put row(Bytes message, long order) {
    return new Put(
        RowKey.Kind.EARLY.key(world.crypto.hash(message)),
        new WireWriter().uint64(order).opaque(Bytes.EMPTY).opaque(message).toBytes());
  }

  private void assertRefused(Put extra) {
    List<Put> rows = alice.puts();
    rows.add(extra);
    assertThatThrownBy(() -> MlsGroup.restore(alice.identity, rows))
        .isInstanceOf(CoterieException.class)
        .isInstanceOf(MalformedException.class);
  }
}
