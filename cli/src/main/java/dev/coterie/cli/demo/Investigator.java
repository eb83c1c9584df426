package dev.coterie.cli.demo;

import dev.coterie.cli.demo.Evidence.Attempts;
import dev.coterie.cli.demo.Evidence.MemberView;
import dev.coterie.cli.demo.Evidence.Stored;
import dev.coterie.client.Inspection;
import dev.coterie.client.event.Message;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.GroupId;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import dev.coterie.store.hub.SqliteHubStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/// Reads the databases after all processes have ended. Believes nobody: what it returns comes from
/// the files.
final class Investigator {
  private static final int PAGE = 4 * 1024 * 1024;

  private final Scene scene;

  Investigator(Scene scene) {
    this.scene = scene;
  }

  Evidence examine(Ledger ledger) throws IOException {
    var views = new EnumMap<Cast, MemberView>(Cast.class);
    for (Cast who : Cast.values()) {
      views.put(who, view(scene.member(who)));
    }
    var texts = ledger.said().stream().map(Ledger.Said::text).toList();
    return new Evidence(
        views,
        attempts(ledger),
        PlaintextSearch.of(texts).in(scene.hub()),
        new CallInvestigator(scene, ledger).examine());
  }

  private static SqliteClientStore open(Path folder) {
    return SqliteClientStore.open(
        DemoMember.database(folder), new Unlock.KeyFile(DemoMember.keyFile(folder)));
  }

  private static MemberView view(Path folder) {
    try (var store = open(folder)) {
      var inspection = Inspection.of(store);
      GroupId group = inspection.groups().getFirst();
      var stored = inspection.messages(group).stream().map(Investigator::stored).toList();
      return inspection
          .authenticator(group)
          .map(at -> new MemberView(stored, at.epoch().value(), at.authenticator().toHex()))
          .orElseGet(() -> new MemberView(stored, -1, ""));
    }
  }

  private static Stored stored(Message message) {
    return new Stored(
        message.sequence(),
        message.epoch().value(),
        message.leaf().value(),
        message.generation(),
        message.author().claimed(),
        message.id().value().toHex(),
        message.text());
  }

  /// Offers all that the hub's log holds after carol's last record to the last state that she kept.
  private Attempts attempts(Ledger ledger) throws IOException {
    try (var store = open(scene.kept(ledger.lastCarolEpoch()));
        var alices = open(scene.member(Cast.ALICE));
        var hub = SqliteHubStore.open(scene.hub())) {
      var inspection = Inspection.of(store);
      GroupId group = inspection.groups().getFirst();
      long last = inspection.group(group).orElseThrow().mark().sequence();
      Fingerprint alice = Inspection.of(alices).owner().orElseThrow();
      var opened = new ArrayList<String>();
      int tried = 0;
      try (MlsGroup kept = inspection.mls(group).orElseThrow()) {
        for (LogRecord record : log(hub, alice, new HubGroupId(group.value()), last + 1)) {
          tried++;
          if (opens(kept, record)) {
            opened.add("carol opened record " + record.sequence());
          }
        }
      }
      return new Attempts(tried, opened);
    }
  }

  private static boolean opens(MlsGroup kept, LogRecord record) {
    try {
      return kept.receive(record.payload(), Instant.now()) instanceof Incoming.Application;
    } catch (RefusedException | MalformedException e) {
      return false;
    }
  }

  private static List<LogRecord> log(
      SqliteHubStore hub, Fingerprint reader, HubGroupId group, long from) {
    var all = new ArrayList<LogRecord>();
    while (true) {
      var page = hub.read(reader, group, from + all.size(), PAGE).records();
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
    }
  }
}
