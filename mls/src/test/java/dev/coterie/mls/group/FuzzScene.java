package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.PreSharedKeyId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Everything that a run has: people, their seats in groups, what is under way, and what was done.
final class FuzzScene {
  static final PreSharedKeyId.Source WORD =
      new PreSharedKeyId.Source.External(Bytes.ofUtf8("word"));

  private static final int MOST_SEATS = 12;
  private static final List<String> NAMES =
      List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi");

  final World world;
  final GroupSettings settings;
  final FuzzHands hands;
  final World.Client server;
  final PreSharedKeys lent =
      PreSharedKeys.NONE.with(WORD, Secret.copyOf(Bytes.ofUtf8("swordfish")));
  final List<FuzzSeat> seats = new ArrayList<>();
  final List<FuzzParcel> parcels = new ArrayList<>();
  final List<FuzzInvitation> invitations = new ArrayList<>();
  final Map<String, Identity> people = new LinkedHashMap<>();
  final Map<SignaturePublicKey, Identity> owners = new HashMap<>();
  final Map<SignaturePublicKey, String> names = new HashMap<>();
  final List<String> lines = new ArrayList<>();
  final Set<String> reached = new TreeSet<>();
  private final Map<Bytes, FuzzMove> moves = new HashMap<>();
  private FuzzOp doing = FuzzOp.FOUND;
  final Set<String> generations = new HashSet<>();
  private int epochs;
  private int numbers;

  FuzzScene(CipherSuite suite, long seed, GroupSettings settings, FuzzHands hands) {
    this.settings = settings;
    this.hands = hands;
    world = new World(suite, seed, settings);
    world.engine = world.engine.outsiders(OutsiderPolicy.open());
    server = world.client("server");
  }

  // --- people and seats

  Identity person(int pick) {
    return person(NAMES.get(pick % NAMES.size()));
  }

  Identity person(String name) {
    Identity identity = people.computeIfAbsent(name, this::fresh);
    know(name, identity);
    return identity;
  }

  String name(int pick) {
    return NAMES.get(pick % NAMES.size());
  }

  void know(String name, Identity identity) {
    people.put(name, identity);
    claim(name, identity);
  }

  /// Somebody has this key, in use or not.
  void claim(String name, Identity identity) {
    owners.put(identity.keys().publicKey(), identity);
    names.put(identity.keys().publicKey(), name);
  }

  Identity ownerOf(SignaturePublicKey key) {
    return Objects.requireNonNull(owners.get(key));
  }

  String nameOf(SignaturePublicKey key) {
    return Objects.requireNonNull(names.get(key));
  }

  Identity fresh(String name) {
    return new Identity(
        world.suite,
        new Credential.Basic(Bytes.ofUtf8(name)),
        world.crypto.generateSignatureKeyPair(world.random));
  }

  /// A store and identity of their own, for one place in one group.
  World.Client client(String name, Identity identity) {
    World.Client client = world.client(name + "." + numbers++);
    client.identity = identity;
    return client;
  }

  FuzzGuest guest(String name, Identity identity) {
    return new FuzzGuest(name, client(name, identity));
  }

  FuzzSeat sit(String name, World.Client client, FuzzEpoch epoch) {
    epoch.assertAgreement(client.group());
    var seat = new FuzzSeat(name, client.name, client, epoch, settings);
    assertThat(epoch.roster.get(seat.leaf)).isEqualTo(client.identity.keys().publicKey());
    if (seats.size() >= MOST_SEATS) {
      seats.stream()
          .filter(one -> one.closed)
          .findFirst()
          .ifPresentOrElse(seats::remove, () -> seats.removeFirst());
    }
    seats.add(seat);
    return seat;
  }

  Optional<FuzzSeat> seat(int pick) {
    return seats.isEmpty() ? Optional.empty() : Optional.of(seats.get(pick % seats.size()));
  }

  /// Those who are in this very epoch, but for one.
  List<FuzzSeat> others(FuzzSeat but) {
    return seats.stream()
        .filter(one -> one != but && !one.closed && one.epoch == but.epoch)
        .toList();
  }

  int nextEpoch() {
    return ++epochs;
  }

  // --- messages

  FuzzParcel post(FuzzSeat from, Bytes bytes, FuzzParcel.Body body) {
    boolean isPrivate =
        body instanceof FuzzParcel.Body.Text || settings.handshakes().sendsPrivate();
    return post(bytes, from.epoch, OptionalInt.of(from.leaf), isPrivate, body);
  }

  FuzzParcel post(
      Bytes bytes, FuzzEpoch epoch, OptionalInt leaf, boolean isPrivate, FuzzParcel.Body body) {
    var parcel = new FuzzParcel(numbers++, bytes, epoch, leaf, isPrivate, body);
    parcels.add(parcel);
    return parcel;
  }

  Optional<FuzzParcel> parcel(int back) {
    return parcels.isEmpty()
        ? Optional.empty()
        : Optional.of(parcels.get(parcels.size() - 1 - back % parcels.size()));
  }

  // --- reports and invariants

  void say(String line) {
    lines.add(line);
  }

  void begin(FuzzOp op) {
    doing = op;
  }

  /// What was begun has an effect.
  void done() {
    reached(done(doing));
  }

  static String done(FuzzOp op) {
    return "done " + op;
  }

  static String met(FuzzFault fault) {
    return "fault " + fault;
  }

  void reached(FuzzFault fault) {
    reached(met(fault));
  }

  void reached(String what) {
    reached.add(what);
  }

  /// Two commits can be one: without a path, and with the same references, nothing in them is
  /// random.
  FuzzMove known(StagedCommit staged, FuzzMove move) {
    FuzzMove known = moves.computeIfAbsent(staged.epochAuthenticator().orElseThrow(), key -> move);
    assertThat(known.from()).isEqualTo(move.from());
    assertThat(known.into().roster).isEqualTo(move.into().roster);
    return known;
  }

  /// Does what the model says must succeed, or must be refused without a trace.
  ///
  /// @return what came of it, or nothing if it was refused
  <T> Optional<T> attempt(FuzzSeat seat, String what, boolean allowed, Supplier<T> act) {
    NavigableMap<Bytes, Bytes> before = rows(seat);
    try {
      T result = act.get();
      say("  " + what + ": done");
      done();
      assertThat(allowed).as("%s: the engine does what the model refuses", what).isTrue();
      return Optional.of(result);
    } catch (CoterieException refused) {
      say("  " + what + ": " + refused(refused));
      assertThat(allowed).as("%s: refused: %s", what, reason(refused)).isFalse();
      assertUntouched(seat, before, Set.of());
      return Optional.empty();
    }
  }

  String refused(CoterieException refused) {
    String why = reason(refused);
    reached(doing + " refused " + why.replaceAll("^malformed.*", "malformed"));
    return why;
  }

  private static String reason(CoterieException refused) {
    return switch (refused) {
      case RefusedException it -> it.rule().name();
      case MalformedException it -> "malformed " + it.field();
      default -> throw new AssertionError("neither refused nor malformed", refused);
    };
  }

  NavigableMap<Bytes, Bytes> rows(FuzzSeat seat) {
    return new TreeMap<>(seat.client.store);
  }

  /// After a refusal: all rows are as before, byte for byte, in the store and in the group.
  ///
  /// @param but kinds of rows that may change: a message key may be gone, since the message opened
  ///   (RFC 9420 §9.2), and so may a message that was kept until its epoch came
  void assertUntouched(FuzzSeat seat, NavigableMap<Bytes, Bytes> before, Set<RowKey.Kind> but) {
    NavigableMap<Bytes, Bytes> after = seat.client.store;
    assertThat(after.equals(before)).as("a refusal leaves every row as it was").isTrue();
    StateDelta spent = seat.group().spent();
    if (but.isEmpty()) {
      assertThat(spent.isEmpty()).as("nothing is spent by a refusal").isTrue();
    }
    seat.client.apply(spent);
    Set<Bytes> changed = new HashSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
    assertThat(changed)
        .as("a refusal touches nothing but %s", but)
        .allMatch(key -> but.contains(RowKey.kindOf(key)));
  }

  /// The engine's bookkeeping is the model's.
  void check(FuzzSeat seat) {
    MlsGroup group = seat.group();
    assertThat(group.isClosed()).as("%s is out", seat).isEqualTo(seat.closed);
    seat.client.assertStored();
    if (seat.closed) {
      assertThat(seat.client.store).as("rows of a closed group").isEmpty();
      return;
    }
    assertThat(group.epoch().value()).as("epoch of %s", seat).isEqualTo(seat.epoch.number);
    assertThat(group.self().value()).isEqualTo(seat.leaf);
    assertThat(group.memberCount()).isEqualTo(seat.epoch.roster.size());
    assertThat(group.proposals()).as("wishes").containsExactlyElementsOf(seat.wishes.keySet());
    assertThat(group.heldCommits())
        .as("held")
        .containsExactlyInAnyOrderElementsOf(seat.held.keySet());
    assertThat(group.earlyMessages()).as("early").containsExactlyElementsOf(seat.early.keySet());
    assertThat(group.ready()).as("ready").containsExactlyInAnyOrderElementsOf(seat.ready());
    assertThat(group.commitDue()).as("commit due").isEqualTo(seat.mustCommit());
    assertThat(group.pending().isPresent()).isEqualTo(seat.registered.isPresent());
  }
}
