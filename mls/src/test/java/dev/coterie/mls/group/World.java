package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Clients with their stores, and a clock. Whatever a group returns is stored at once, and the
/// store is compared with what the group would write from nothing: a delta that forgets a row fails
/// every test.
final class World {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  final CipherSuite suite;
  final SuiteCrypto crypto;
  final SeededRandom random;
  final GroupSettings settings;
  Engine engine;
  Instant now = NOW;
  private final Map<String, Client> clients = new LinkedHashMap<>();

  World(CipherSuite suite, long seed, GroupSettings settings) {
    this.suite = suite;
    this.crypto = SuiteCrypto.of(suite);
    this.random = new SeededRandom(seed);
    this.settings = settings;
    this.engine = Engine.of(suite);
  }

  World(CipherSuite suite) {
    this(suite, 1, GroupSettings.recommended());
  }

  /// A group of these people: the first founds it and adds all the others in one commit.
  static World of(CipherSuite suite, String... names) {
    return new World(suite).group(names);
  }

  /// A group with these settings.
  static World of(CipherSuite suite, GroupSettings settings, String... names) {
    return new World(suite, 1, settings).group(names);
  }

  World group(String... names) {
    Client founder = client(names[0]);
    founder.found(List.of());
    if (names.length > 1) {
      founder.invite(List.of(names).subList(1, names.length).toArray(String[]::new));
    }
    return this;
  }

  Client client(String name) {
    return clients.computeIfAbsent(name, Client::new);
  }

  List<Client> members() {
    return clients.values().stream().filter(Client::isMember).toList();
  }

  /// Delivers a commit to every member but its author, who merges it, and to those whom it adds.
  void commit(Client author, CommitRequest request) {
    StagedCommit staged = author.stage(request);
    for (Client other : members()) {
      if (other != author) {
        other.merge(other.commit(staged.commitMessage()));
      }
    }
    author.merge(staged);
    assertAgreement();
  }

  /// All members are in one epoch and know the same.
  void assertAgreement() {
    List<Client> members = members();
    MlsGroup first = members.getFirst().group();
    for (Client other : members) {
      assertThat(other.group().context()).isEqualTo(first.context());
      assertThat(other.group().epochAuthenticator()).isEqualTo(first.epochAuthenticator());
      assertThat(other.group().memberCount()).isEqualTo(members.size());
    }
  }

  final class Client {
    final String name;
    Identity identity;
    final NavigableMap<Bytes, Bytes> store = new TreeMap<>();
    private final List<KeyPackageBundle> bundles = new ArrayList<>();
    private Optional<MlsGroup> group = Optional.empty();

    Client(String name) {
      this.name = name;
      this.identity =
          new Identity(
              suite,
              new Credential.Basic(Bytes.ofUtf8(name)),
              crypto.generateSignatureKeyPair(random));
    }

    MlsGroup group() {
      return group.orElseThrow();
    }

    LeafIndex leaf() {
      return group().self();
    }

    boolean isMember() {
      return group.isPresent() && !group.get().isClosed();
    }

    void found(List<Extension> extensions) {
      Founded founded =
          MlsGroup.create(
              engine, identity, new GroupId(random.bytes(16)), extensions, settings, random, now);
      group = Optional.of(founded.group());
      apply(founded.delta());
    }

    KeyPackageBundle bundle() {
      KeyPackageBundle bundle =
          KeyPackages.create(identity, KeyPackages.lifetime(now, Duration.ofDays(30)), random);
      bundles.add(bundle);
      return bundle;
    }

    KeyPackage keyPackage() {
      return KeyPackages.read(KeyPackages.message(bundle().keyPackage()));
    }

    void invite(String... names) {
      List<Client> fresh = Arrays.stream(names).map(World.this::client).toList();
      StagedCommit staged =
          stage(CommitRequest.empty().add(fresh.stream().map(Client::keyPackage).toList()));
      for (Client other : members()) {
        if (other != this) {
          other.merge(other.commit(staged.commitMessage()));
        }
      }
      merge(staged);
      fresh.forEach(one -> one.join(staged));
      assertAgreement();
    }

    void join(StagedCommit staged) {
      Joined joined =
          MlsGroup.join(
              engine,
              identity,
              bundles.getLast(),
              staged.welcome().orElseThrow(),
              staged.ratchetTree(),
              settings,
              now);
      enter(joined);
    }

    void join(StagedCommit staged, PreSharedKeys keys) {
      JoinRequest request =
          JoinRequest.of(bundles.getLast(), staged.welcome().orElseThrow()).keys(keys);
      enter(MlsGroup.join(engine, identity, request, settings, now));
    }

    /// Goes on with a group that was restored elsewhere; its rows are in the store.
    void take(MlsGroup restored) {
      group = Optional.of(restored);
    }

    void enter(Joined joined) {
      group = Optional.of(joined.group());
      store.clear();
      apply(joined.delta());
    }

    /// Prepares to come in by a commit of our own.
    Entered knock(ExternalJoin request) {
      return MlsGroup.joinExternally(engine, identity, request, settings, random, now);
    }

    /// The commit was accepted.
    void enter(Entered entered) {
      group = Optional.of(entered.group());
      store.clear();
      apply(entered.delta());
    }

    /// Everybody else takes our commit from outside, then we are in.
    StagedCommit comeIn(ExternalJoin request) {
      Entered entered = knock(request);
      Optional<StagedCommit> seen = Optional.empty();
      for (Client other : members()) {
        if (other != this) {
          StagedCommit staged = other.commit(entered.commit());
          other.merge(staged);
          seen = Optional.of(staged);
        }
      }
      enter(entered);
      assertAgreement();
      return seen.orElseThrow();
    }

    Bytes groupInfo(TreePlacement placement) {
      return group().groupInfo(placement, random);
    }

    StagedCommit stage(CommitRequest request) {
      StagedCommit staged = group().stage(request, random, now);
      staged.reserved().ifPresent(this::apply);
      return staged;
    }

    void merge(StagedCommit staged) {
      apply(group().merge(staged));
    }

    Incoming receive(Bytes message) {
      Incoming incoming = group().receive(message, now);
      apply(incoming.delta());
      return incoming;
    }

    Incoming receive(Bytes message, PreSharedKeys lent) {
      Incoming incoming = group().receive(message, lent, now);
      apply(incoming.delta());
      return incoming;
    }

    StagedCommit commit(Bytes message) {
      return ((Incoming.CommitStaged) receive(message)).commit();
    }

    String hear(Bytes message) {
      return ((Incoming.Application) receive(message)).plaintext().utf8();
    }

    Bytes say(String text) {
      Sealed sealed = group().seal(Bytes.EMPTY, Bytes.ofUtf8(text), random);
      sealed.delta().ifPresent(this::apply);
      return sealed.message();
    }

    Proposed propose(Proposal proposal) {
      Proposed proposed = group().propose(proposal, random, now);
      apply(proposed.delta());
      return proposed;
    }

    Proposed proposePsk(PreSharedKeyId.Source name) {
      Proposed proposed = group().proposePsk(name, random, now);
      apply(proposed.delta());
      return proposed;
    }

    Proposed proposeUpdate() {
      Proposed proposed = group().proposeUpdate(random);
      apply(proposed.delta());
      return proposed;
    }

    /// What a crash leaves behind: the store alone.
    void restart() {
      restart(engine);
    }

    void restart(Engine engine) {
      group = Optional.of(MlsGroup.restore(engine, identity, puts()));
      assertStored();
    }

    List<Put> puts() {
      List<Put> rows = new ArrayList<>();
      store.forEach((key, value) -> rows.add(new Put(key, value)));
      return rows;
    }

    void apply(StateDelta delta) {
      delta.deletes().forEach(store::remove);
      delta.puts().forEach(put -> store.put(put.key(), put.value()));
      assertStored();
    }

    void assertStored() {
      NavigableMap<Bytes, Bytes> whole = rows();
      assertThat(store.keySet()).isEqualTo(whole.keySet());
      store.forEach(
          (key, value) -> assertThat(value).as("row %s", key.toHex()).isEqualTo(whole.get(key)));
    }

    NavigableMap<Bytes, Bytes> rows() {
      NavigableMap<Bytes, Bytes> rows = new TreeMap<>();
      group().rows().forEach(put -> rows.put(put.key(), put.value()));
      return rows;
    }

    NavigableMap<Bytes, Bytes> snapshot() {
      assertStored();
      return new TreeMap<>(store);
    }
  }
}
