package dev.coterie.cli.demo;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.Group;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.grpc.GrpcHubLink;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.grpc.LinkTimes;
import dev.coterie.client.port.ClientStore;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Remedy;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLink;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// A member of the demonstration: an ordinary client in a process of its own, steered by
/// [MemberLines]. Texts are said in the order of the lines; everything else runs beside them.
public final class DemoMember {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Client client;
  private final PrintWriter out;
  private final AtomicLong epoch;
  private final CompletableFuture<Group> group = new CompletableFuture<>();
  private final CompletableFuture<Boolean> removed = new CompletableFuture<>();
  private final CallVerbs call;

  private DemoMember(
      Client client, ClientStore store, Path folder, PrintWriter out, AtomicLong epoch) {
    this.client = client;
    this.out = out;
    this.epoch = epoch;
    this.call = new CallVerbs(group::join, store, folder, this::say);
  }

  /// The database of a member, below its folder.
  static Path database(Path folder) {
    return folder.resolve("messages.db");
  }

  /// The key file beside it.
  static Path keyFile(Path folder) {
    return folder.resolve("messages.key");
  }

  /// Runs until told to close, or until the input ends.
  public static void run(String name, Path folder, String hub, BufferedReader in, PrintWriter out)
      throws IOException {
    var address = HubAddress.parse(hub);
    var store = SqliteClientStore.open(database(folder), new Unlock.KeyFile(keyFile(folder)));
    var options = ClientOptions.named(name);
    var epoch = new AtomicLong();
    try (var wire = Notes.to(Notes.wire(folder));
        var client =
            Client.open(
                store,
                identity -> new WireTap(link(identity, address, options), epoch::get, wire),
                options)) {
      var member = new DemoMember(client, store, folder, out, epoch);
      client.groups().stream().findFirst().ifPresent(member.group::complete);
      try (var _ = client.subscribe(0, (number, event) -> member.hear(event))) {
        member.say(MemberLines.NOTICE, "ready", client.self().fingerprint().toHex());
        member.obey(in);
      }
    }
  }

  private static HubLink link(Identity identity, HubAddress hub, ClientOptions options) {
    return GrpcHubLink.to(
        hub,
        HubIdentity.of(identity.suite(), identity.keys().publicKey()),
        identity.keys().privateKey(),
        options.random(),
        LinkTimes.DEFAULT);
  }

  private void hear(ClientEvent event) {
    switch (event) {
      case ClientEvent.Joined(GroupId id, String _, var _) ->
          client.group(id).ifPresent(group::complete);
      case ClientEvent.EpochChanged(GroupId _, Epoch now, var _) -> epoch.set(now.value());
      case ClientEvent.Removed _ -> removed.complete(true);
      default -> {}
    }
  }

  private void obey(BufferedReader in) throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      List<String> words = MemberLines.words(line);
      switch (words.get(1)) {
        case "close" -> {
          return;
        }
        case "say" -> text(words.get(0), MemberLines.untext(words.get(2)));
        default ->
            Thread.ofVirtual().start(() -> answer(words.get(0), words.subList(1, words.size())));
      }
    }
  }

  private void text(String number, String text) {
    try {
      var delivery = group.join().text(text);
      say(number, "ok", delivery.id().value().toHex());
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  say(MemberLines.NOTICE, "acknowledged", number, delivery.await(PATIENCE));
                } catch (RuntimeException e) {
                  say(MemberLines.NOTICE, "refused", number, MemberLines.text(e.toString()));
                }
              });
    } catch (RuntimeException e) {
      say(number, "failed", MemberLines.text(e.toString()));
    }
  }

  private void answer(String number, List<String> words) {
    try {
      say(number, "ok", act(words));
    } catch (RuntimeException | IOException e) {
      say(number, "failed", MemberLines.text(e.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String act(List<String> words) throws IOException, InterruptedException {
    return switch (words.getFirst()) {
      case "pin" -> {
        client.contacts().pin(words.get(1), Fingerprint.parse(words.get(2)));
        yield "";
      }
      case "create" -> {
        var made = client.createGroup(words.get(1));
        group.complete(made);
        yield made.id().value().toHex();
      }
      case "invite" -> {
        invite(words.subList(1, words.size()).toArray(String[]::new));
        yield epoch();
      }
      case "remove" -> {
        group.join().remove(words.get(1));
        yield epoch();
      }
      case "update" -> {
        group.join().update();
        yield epoch();
      }
      case "joined" -> {
        group.join();
        yield epoch();
      }
      case "removed" -> removed.join().toString();
      case "reach" -> {
        reach(Long.parseLong(words.get(1)));
        yield epoch();
      }
      default -> call.act(words);
    };
  }

  private String epoch() {
    return group.join().epoch().toString();
  }

  /// Who has just started may not have published its key packages yet: that refusal asks for a
  /// retry.
  private void invite(String... names) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        group.join().invite(names);
        return;
      } catch (RefusedException e) {
        if (e.rule().remedy() != Remedy.RETRY || System.nanoTime() > deadline) {
          throw e;
        }
        pause();
      }
    }
  }

  /// Waits until the log is processed up to a record.
  private void reach(long sequence) {
    var id = group.join().id();
    var inspection = client.inspection();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (inspection.group(id).orElseThrow().mark().sequence() < sequence) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("record " + sequence + " was not reached");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void say(Object... words) {
    synchronized (out) {
      out.println(MemberLines.line(words));
      out.flush();
    }
  }
}
