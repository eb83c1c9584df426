package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.CommitRequest.PendingPolicy;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.vectors.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operations on clients and their groups.
final class Operations {
  /// So that a mistaken loop somewhere ends with a reply and not without memory.
  private static final int MOST_CLIENTS = 100_000;

  private final String version;
  private final Map<String, PeerClient> clients = new LinkedHashMap<>();

  Operations(String version) {
    this.version = version;
  }

  /// Does what is asked and puts the answer into the reply.
  void run(Request request, Json.Builder reply) {
    String operation = request.operation();
    switch (operation) {
      case "hello" -> hello(reply);
      case "key_package" -> reply.with("key_package", client(request).keyPackage(request.suite()));
      case "create" ->
          reply.with(
              "epoch",
              client(request)
                  .create(request.suite(), request.hex("group_id"), request.flag("public")));
      case "join" ->
          reply.with(
              "epoch",
              client(request).join(request.hex("welcome"), request.optionalHex("ratchet_tree")));
      case "add", "remove", "update", "commit_pending" -> commit(request, reply);
      case "merge" -> reply.with("epoch", client(request).merge());
      case "clear_pending" -> client(request).clearPending();
      case "process" -> client(request).process(request.hex("message"), reply);
      case "encrypt" ->
          reply.with(
              "message", client(request).encrypt(request.hex("data"), request.hexOrEmpty("aad")));
      case "propose_add", "propose_remove", "propose_update", "propose_psk" ->
          propose(request, reply);
      case "export" ->
          reply.with(
              "secret",
              client(request)
                  .export(
                      request.text("label"),
                      request.hexOrEmpty("context"),
                      request.number("length", 32, 1, 255 * 64)));
      case "authenticator" -> reply.with("secret", client(request).group().epochAuthenticator());
      case "group_info" -> reply.with("group_info", client(request).groupInfo());
      case "members" -> client(request).members(reply);
      case "psk" -> client(request).key(request.hex("id"), request.hex("secret"));
      case "external_commit" -> {
        PeerClient client = client(request);
        reply.with("commit", client.enterBy(request.suite(), request.hex("group_info")));
        reply.with("epoch", client.epoch());
      }
      default -> throw new UnsupportedOperationException("operation \"" + operation + "\"");
    }
  }

  private void hello(Json.Builder reply) {
    reply
        .with("name", new Json.Text("coterie"))
        .with("version", new Json.Text(version))
        .with("crypto", new Json.Text(providers()))
        .with("suites", Makings.suites().stream().map(Json.Num::new).toList());
  }

  /// Whose primitives the first suite uses: what timings depend on.
  private static String providers() {
    return SuiteCrypto.of(CipherSuite.X25519_AES128GCM_SHA256_ED25519)
        .providers()
        .entrySet()
        .stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .reduce((one, next) -> one + ", " + next)
        .orElse("");
  }

  private PeerClient client(Request request) {
    String name = request.text("client");
    PeerClient known = clients.get(name);
    if (known != null) {
      return known;
    }
    if (clients.size() >= MOST_CLIENTS) {
      throw new IllegalStateException("no more than " + MOST_CLIENTS + " clients");
    }
    var fresh = new PeerClient(name);
    clients.put(name, fresh);
    return fresh;
  }

  private void commit(Request request, Json.Builder reply) {
    PeerClient client = client(request);
    var wanted = CommitRequest.empty();
    StagedCommit commit =
        client.commit(
            switch (request.operation()) {
              case "add" -> wanted.add(packages(request.hexes("key_packages")));
              case "remove" -> wanted.remove(leaves(client, request.texts("identities")));
              case "update" -> wanted.pending(PendingPolicy.INCLUDE).update();
              default -> wanted;
            },
            request.flag("public"));
    reply.with("commit", commit.commitMessage());
    switch (request.operation()) {
      case "add", "commit_pending" ->
          reply
              .with("welcome", orNull(commit.welcome()))
              .with("ratchet_tree", orNull(commit.ratchetTree()));
      default -> {}
    }
  }

  private void propose(Request request, Json.Builder reply) {
    PeerClient client = client(request);
    boolean inPublic = request.flag("public");
    reply.with(
        "message",
        switch (request.operation()) {
          case "propose_add" ->
              client.propose(
                  new Proposal.Add(KeyPackages.read(request.hex("key_package"))), inPublic);
          case "propose_remove" ->
              client.propose(
                  new Proposal.Remove(client.leafOf(request.text("identity"))), inPublic);
          case "propose_psk" -> client.proposeKey(request.hex("id"), inPublic);
          default -> client.proposeUpdate(inPublic);
        });
  }

  private static List<KeyPackage> packages(List<Bytes> messages) {
    return messages.stream().map(KeyPackages::read).toList();
  }

  private static LeafIndex[] leaves(PeerClient client, List<String> identities) {
    return identities.stream().map(client::leafOf).toArray(LeafIndex[]::new);
  }

  private static Json orNull(Optional<Bytes> octets) {
    return octets.map(Json::of).orElseGet(Json.Nothing::new);
  }
}
