package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Proposal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A member's state as a file of text: suite, name and private signature key, then a line with key
/// and value per row.
///
/// @param identity whose it is
/// @param rows as they were stored
record StoredState(Identity identity, List<Put> rows) {
  /// Alice in the middle of things: a past epoch with and without a seat, keys skipped, proposals
  /// of her own and of others, a held commit, a commit of her own under way, early messages.
  static World.Client full() {
    World world =
        World.of(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519,
            GroupSettings.recommended().waiting(GroupSettings.Waiting.UNORDERED),
            "alice",
            "bob",
            "carol",
            "dave");
    var alice = world.client("alice");
    var bob = world.client("bob");
    world.commit(bob, CommitRequest.empty());
    world.commit(world.client("carol"), CommitRequest.empty().remove(world.client("dave").leaf()));
    bob.say("skipped");
    alice.hear(bob.say("heard"));
    alice.proposeUpdate();
    alice.receive(bob.propose(new Proposal.Remove(world.client("carol").leaf())).message());
    alice.receive(new Mallory(world, bob).commitRefs(Bytes.ofUtf8("unknown")));
    alice.apply(alice.group().keep(alice.stage(CommitRequest.empty())));
    bob.merge(bob.stage(CommitRequest.empty()));
    alice.receive(bob.say("early"));
    alice.receive(bob.say("early, too"));
    return alice;
  }

  /// Alice after a commit that ended her group in favour of another one.
  static World.Client ended() {
    World world = World.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519, "alice", "bob", "carol");
    var next = SuccessionTest.to(CipherSuite.P256_AES128GCM_SHA256_P256);
    world.commit(world.client("bob"), CommitRequest.empty().reInit(next));
    return world.client("alice");
  }

  static boolean exists(String file) {
    return StoredState.class.getResource(file) != null;
  }

  static StoredState read(String file) {
    List<String> lines = lines(file);
    CipherSuite suite = CipherSuite.valueOf(lines.get(0));
    SuiteCrypto crypto = SuiteCrypto.of(suite);
    var key = crypto.importSignaturePrivateKey(Secret.copyOf(Bytes.fromHex(lines.get(2))));
    var identity =
        new Identity(
            suite,
            new Credential.Basic(Bytes.ofUtf8(lines.get(1))),
            new SignatureKeyPair(key.publicKey(), key));
    List<Put> rows = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      String[] parts = line.split(" ", -1);
      rows.add(new Put(Bytes.fromHex(parts[0]), Bytes.fromHex(parts[1])));
    }
    return new StoredState(identity, List.copyOf(rows));
  }

  private static List<String> lines(String file) {
    try (var in = StoredState.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(World.Client client, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(client.identity.suite().name());
    lines.add(client.name);
    lines.add(client.identity.keys().privateKey().secret().export(KeyExport.dangerously()).toHex());
    client.store.forEach((key, value) -> lines.add(key.toHex() + " " + value.toHex()));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  MlsGroup restore() {
    return MlsGroup.restore(identity, rows);
  }

  /// The format that the header row says.
  int format() {
    return header().value().at(0);
  }

  Put header() {
    Bytes key = RowKey.Kind.HEADER.key();
    return rows.stream().filter(row -> row.key().equals(key)).findFirst().orElseThrow();
  }

  /// The same with another value in a row.
  StoredState with(Put old, Bytes value) {
    List<Put> changed = new ArrayList<>(rows);
    changed.remove(old);
    changed.add(new Put(old.key(), value));
    return new StoredState(identity, changed);
  }

  /// The same with a row more.
  StoredState and(Put row) {
    List<Put> more = new ArrayList<>(rows);
    more.add(row);
    return new StoredState(identity, more);
  }

  /// As a client whose store holds these rows.
  World.Client asClient() {
    World.Client client = new World(identity.suite()).client("alice");
    client.identity = identity;
    rows.forEach(row -> client.store.put(row.key(), row.value()));
    client.take(restore());
    return client;
  }
}
