package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.group.FuzzParcel.Body;
import dev.coterie.mls.group.FuzzSeat.Staged;
import dev.coterie.mls.message.GroupId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Messages arrive, in whatever state and order, and what becomes of them is compared with what the
/// model says.
final class FuzzPost {
  /// What nobody keeps.
  private static final FuzzParcel NOTHING =
      new FuzzParcel(
          -1,
          Bytes.EMPTY,
          new FuzzEpoch(
              0,
              Optional.empty(),
              new GroupId(Bytes.EMPTY),
              -1,
              new TreeMap<>(),
              List.of(),
              Optional.empty()),
          OptionalInt.empty(),
          false,
          new Body.Forged("nothing", false));

  private final FuzzScene scene;

  FuzzPost(FuzzScene scene) {
    this.scene = scene;
  }

  /// How a message arrives.
  ///
  /// @param lent with keys from outside at hand
  /// @param merged a commit is merged at once
  record Manner(boolean lent, boolean merged) {
    static final Manner PLAIN = new Manner(true, true);
  }

  /// Everybody else in the epoch gets it.
  void tell(FuzzSeat from, FuzzParcel parcel) {
    for (FuzzSeat other : scene.others(from)) {
      deliver(other, parcel, Manner.PLAIN);
    }
  }

  FuzzVerdict deliver(FuzzSeat seat, FuzzParcel parcel, Manner manner) {
    note(seat, parcel, FuzzVerdict.of(seat, parcel, manner.lent(), scene.server));
    FuzzVerdict verdict =
        take(
            seat,
            parcel,
            Bytes.EMPTY,
            manner,
            () -> scene.hands.receive(seat.client, parcel.bytes(), keys(manner)));
    seat.met.add(parcel.id());
    return verdict;
  }

  private PreSharedKeys keys(Manner manner) {
    return manner.lent() ? scene.lent : PreSharedKeys.NONE;
  }

  /// What was kept is looked at again: a commit that waited, or a message that came early.
  void retry(FuzzSeat seat, Bytes reference, Manner manner) {
    Optional<FuzzSeat.Early> early = Optional.ofNullable(seat.early.get(reference));
    Optional<FuzzParcel> held = Optional.ofNullable(seat.held.get(reference));
    FuzzParcel parcel = early.map(FuzzSeat.Early::parcel).or(() -> held).orElse(NOTHING);
    take(seat, parcel, reference, manner, () -> again(seat, reference, manner));
  }

  private Incoming again(FuzzSeat seat, Bytes reference, Manner manner) {
    Incoming incoming = seat.group().retry(reference, keys(manner), scene.world.now);
    seat.client.apply(incoming.delta());
    return incoming;
  }

  /// All that can be judged by now, as [GroupView#ready] has it.
  void ready(FuzzSeat seat, Manner manner) {
    for (Bytes reference : seat.closed ? List.<Bytes>of() : seat.group().ready()) {
      if (seat.early.containsKey(reference) || seat.held.containsKey(reference)) {
        retry(seat, reference, manner);
      }
    }
  }

  /// @param kept what it was kept as, or nothing if it comes over the network
  private FuzzVerdict take(
      FuzzSeat seat, FuzzParcel parcel, Bytes kept, Manner manner, Supplier<Incoming> act) {
    Bytes reference = kept.isEmpty() ? scene.world.crypto.hash(parcel.bytes()) : kept;
    boolean wasEarly = seat.early.containsKey(reference);
    boolean wasFull = seat.held.size() >= FuzzVerdict.MOST_HELD;
    FuzzVerdict verdict = verdict(seat, parcel, kept, manner);
    scene.reached("verdict " + verdict);
    NavigableMap<Bytes, Bytes> before = scene.rows(seat);
    String what = "  " + seat + (kept.isEmpty() ? " gets " : " looks again at ") + parcel + ": ";
    try {
      Incoming incoming = act.get();
      scene.say(what + incoming.getClass().getSimpleName());
      scene.done();
      if (!(incoming instanceof Incoming.MessageEarly)) {
        seat.early.remove(reference);
      }
      accepted(seat, parcel, verdict, incoming, manner);
      if (wasFull && incoming instanceof Incoming.CommitHeld) {
        seat.held.keySet().retainAll(seat.group().heldCommits());
      }
    } catch (CoterieException refused) {
      scene.say(what + scene.refused(refused));
      assertThat(verdict.allows(FuzzVerdict.REFUSED))
          .as("%s refuses %s: %s; the model says %s", seat, parcel, refused.getMessage(), verdict)
          .isTrue();
      boolean comes =
          parcel.epoch() == seat.epoch
              && parcel.isPrivate()
              && !(parcel.body() instanceof Body.Text);
      Set<RowKey.Kind> but = EnumSet.noneOf(RowKey.Kind.class);
      if (comes && !seat.spent.contains(parcel.id())) {
        but.add(RowKey.Kind.SECRET_TREE);
        seat.spent.add(parcel.id());
      }
      if (wasEarly && seat.ready().contains(reference)) {
        but.add(RowKey.Kind.EARLY);
        seat.early.remove(reference);
      }
      scene.assertUntouched(seat, before, but);
    }
    scene.check(seat);
    return verdict;
  }

  private FuzzVerdict verdict(FuzzSeat seat, FuzzParcel parcel, Bytes kept, Manner manner) {
    Optional<FuzzSeat.Early> early = Optional.ofNullable(seat.early.get(kept));
    if (seat.closed || parcel.equals(NOTHING)) {
      return FuzzVerdict.REFUSED;
    }
    if (seat.held.containsKey(kept)) {
      return complete(seat, parcel, manner) ? FuzzVerdict.STAGES : FuzzVerdict.WAITS;
    }
    if (early.filter(FuzzSeat.Early::bent).isPresent()) {
      return FuzzVerdict.REFUSED;
    }
    FuzzVerdict fresh = FuzzVerdict.of(seat, parcel, manner.lent(), scene.server);
    return !kept.isEmpty() && fresh == FuzzVerdict.EARLY ? FuzzVerdict.REFUSED : fresh;
  }

  private static boolean complete(FuzzSeat seat, FuzzParcel parcel, Manner manner) {
    return parcel.body() instanceof Body.Move(var move)
        && seat.wishes.keySet().containsAll(move.references())
        && move.psks().stream().allMatch(name -> seat.knows(name, manner.lent()));
  }

  /// The same, bent: refused without a trace, unless it claims an epoch that has not come.
  void deliverBent(FuzzSeat seat, FuzzParcel parcel, Bytes bytes, FuzzFault fault) {
    scene.reached(fault);
    NavigableMap<Bytes, Bytes> before = scene.rows(seat);
    try {
      Incoming incoming = scene.hands.receive(seat.client, bytes, scene.lent);
      assertThat(mayPass(seat, parcel, incoming, bytes))
          .as("%s takes %s though it is %s: %s", seat, parcel, fault, incoming)
          .isTrue();
      scene.say("  " + seat + " gets " + parcel + " " + fault + ": not looked at closely");
      if (incoming instanceof Incoming.MessageEarly it) {
        seat.early.putIfAbsent(it.reference(), FuzzSeat.Early.of(parcel, bytes));
        seat.everKept.add(it.reference());
      } else {
        scene.assertUntouched(seat, before, Set.of());
      }
    } catch (CoterieException refused) {
      scene.say("  " + seat + " gets " + parcel + " " + fault + ": " + scene.refused(refused));
      Bytes reference = scene.world.crypto.hash(bytes);
      boolean wasEarly = seat.early.containsKey(reference) && seat.ready().contains(reference);
      if (wasEarly) {
        seat.early.remove(reference);
      }
      scene.assertUntouched(seat, before, wasEarly ? Set.of(RowKey.Kind.EARLY) : Set.of());
    }
    scene.check(seat);
  }

  /// Of what members say that they wrote themselves they read no more than that. And whoever is
  /// removed from outside cannot check the confirmation tag, the one part that nobody signs.
  private static boolean mayPass(FuzzSeat seat, FuzzParcel parcel, Incoming incoming, Bytes bytes) {
    return switch (incoming) {
      case Incoming.MessageEarly it ->
          seat.awaits(EarlyMessages.Head.of(bytes).group(), it.epoch().value());
      case Incoming.OwnMessage _ -> parcel.isOf(seat);
      case Incoming.CommitStaged it ->
          parcel.leaf().isEmpty()
              && it.commit().selfRemoved()
              && parcel.body() instanceof Body.Move(var move)
              && move.removed().contains(seat.leaf);
      default -> false;
    };
  }

  private void note(FuzzSeat seat, FuzzParcel parcel, FuzzVerdict verdict) {
    boolean again = seat.met.contains(parcel.id());
    if (parcel.body() instanceof Body.Forged) {
      scene.reached(FuzzFault.FORGED);
    } else if (seat.closed) {
      scene.reached(FuzzFault.TO_REMOVED);
    } else if (!parcel.epoch().group.equals(seat.epoch.group)) {
      scene.reached(FuzzFault.CROSS_GROUP);
    } else if (parcel.epoch() == seat.epoch) {
      scene.reached(again ? FuzzFault.DOUBLED : FuzzFault.NONE);
    } else if (parcel.epoch().leadsTo(seat.epoch)) {
      scene.reached(again ? FuzzFault.REPLAYED_LATER : FuzzFault.LATE);
    } else {
      scene.reached(seat.epoch.leadsTo(parcel.epoch()) ? FuzzFault.AHEAD : FuzzFault.FORKED);
    }
    if (verdict == FuzzVerdict.OPENS
        && parcel.body() instanceof Body.Text(var generation, _)
        && seat.isBehind(parcel, generation)) {
      scene.reached(FuzzFault.OUT_OF_ORDER);
    }
  }

  private void accepted(
      FuzzSeat seat, FuzzParcel parcel, FuzzVerdict verdict, Incoming incoming, Manner manner) {
    FuzzVerdict got =
        switch (incoming) {
          case Incoming.Application _ -> FuzzVerdict.OPENS;
          case Incoming.ProposalHeld _, Incoming.OutsiderProposalHeld _ -> FuzzVerdict.HOLDS;
          case Incoming.CommitStaged _ -> FuzzVerdict.STAGES;
          case Incoming.CommitHeld _ -> FuzzVerdict.WAITS;
          case Incoming.OwnMessage _ -> FuzzVerdict.OWN;
          case Incoming.MessageEarly _ -> FuzzVerdict.EARLY;
        };
    assertThat(verdict.allows(got))
        .as("%s takes %s: %s; the model says %s", seat, parcel, got, verdict)
        .isTrue();
    if (parcel.isPrivate() && got != FuzzVerdict.OWN && got != FuzzVerdict.EARLY) {
      seat.spent.add(parcel.id());
    }
    switch (incoming) {
      case Incoming.Application said -> heard(seat, parcel, said);
      case Incoming.ProposalHeld it -> wished(seat, parcel, it.reference());
      case Incoming.OutsiderProposalHeld it -> wished(seat, parcel, it.reference());
      case Incoming.CommitHeld it -> {
        if (parcel.body() instanceof Body.Move(var move)) {
          Set<Bytes> missing = new HashSet<>(move.references());
          missing.removeAll(seat.wishes.keySet());
          assertThat(it.missing()).containsExactlyInAnyOrderElementsOf(missing);
          assertThat(it.lacking().isEmpty()).isEqualTo(!missing.isEmpty());
        }
        seat.held.putIfAbsent(it.reference(), parcel);
        seat.everKept.add(it.reference());
      }
      case Incoming.CommitStaged it -> staged(seat, new Staged(parcel, it.commit()), manner);
      case Incoming.MessageEarly it -> {
        assertThat(it.epoch().value()).isEqualTo(parcel.epoch().number);
        seat.early.putIfAbsent(it.reference(), FuzzSeat.Early.of(parcel, parcel.bytes()));
        seat.everKept.add(it.reference());
      }
      case Incoming.OwnMessage it ->
          assertThat(it.commit().isPresent())
              .isEqualTo(
                  seat.registered.filter(own -> own.bytes().equals(parcel.bytes())).isPresent());
    }
  }

  private static void heard(FuzzSeat seat, FuzzParcel parcel, Incoming.Application said) {
    var text = (Body.Text) parcel.body();
    assertThat(said.plaintext().utf8()).isEqualTo(text.text());
    assertThat(said.generation()).isEqualTo(text.generation());
    assertThat(said.epoch().value()).isEqualTo(parcel.epoch().number);
    assertThat(said.sender().index().value()).isEqualTo(parcel.leaf().orElseThrow());
    SignaturePublicKey key = parcel.epoch().roster.get(parcel.leaf().orElseThrow());
    assertThat(said.sender().key()).as("said by who was there then").isEqualTo(key);
    seat.opened(parcel, text.generation());
  }

  private static void wished(FuzzSeat seat, FuzzParcel parcel, Bytes reference) {
    FuzzWish wish =
        switch (parcel.body()) {
          case Body.Wish(var it) -> it;
          case Body.Outside(var it, _) -> it;
          default -> throw new AssertionError("no wish: " + parcel);
        };
    assertThat(reference).isEqualTo(wish.reference());
    seat.wishes.putIfAbsent(reference, wish);
  }

  private void staged(FuzzSeat seat, Staged one, Manner manner) {
    one.move().assertSummary(one.commit());
    assertThat(one.commit().selfRemoved()).isEqualTo(one.move().removed().contains(seat.leaf));
    seat.seen.add(one);
    if (manner.merged()) {
      mergeSeen(seat, one);
    }
  }

  void mergeSeen(FuzzSeat seat, Staged one) {
    boolean fits = !seat.closed && one.move().from() == seat.epoch;
    Optional<FuzzMove> merged =
        scene.attempt(
            seat,
            seat + " merges " + one.parcel(),
            fits,
            () -> {
              scene.hands.merge(seat.client, one.commit());
              return one.move();
            });
    merged.ifPresent(move -> moved(seat, move));
    seat.seen.remove(one);
  }

  /// The seat is in the next epoch: it agrees with all who came there.
  void moved(FuzzSeat seat, FuzzMove move) {
    seat.advance(move);
    scene.check(seat);
    if (!seat.closed) {
      seat.client.identity = seat.group().identity();
      scene.know(seat.name, seat.client.identity);
      move.into().assertAgreement(seat.group());
    }
  }
}
