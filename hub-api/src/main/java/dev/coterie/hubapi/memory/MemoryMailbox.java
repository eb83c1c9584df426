package dev.coterie.hubapi.memory;

import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.WelcomeDelivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All mailboxes. Guarded by its store.
final class MemoryMailbox {
  private final Map<Fingerprint, List<MailItem>> boxes = new HashMap<>();
  private long nextId = 1;

  void checkRoom(Fingerprint sender, WelcomeDelivery welcome, HubLimits limits) {
    for (var recipient : welcome.recipients()) {
      var box = boxes.getOrDefault(recipient, List.of());
      long fromSender = box.stream().filter(item -> item.sender().equals(sender)).count();
      if (box.size() >= limits.mailboxItems() || fromSender >= limits.mailPerSender()) {
        throw new RefusedException(HubRule.MAILBOX_FULL, box.size() + " items are waiting");
      }
    }
  }

  void deliver(LogRecord commit, WelcomeDelivery welcome) {
    for (var recipient : welcome.recipients()) {
      boxes
          .computeIfAbsent(recipient, _ -> new ArrayList<>())
          .add(
              new MailItem(
                  nextId++,
                  commit.group(),
                  commit.sender(),
                  commit.mark(),
                  welcome.welcome(),
                  welcome.ratchetTree()));
    }
  }

  List<MailItem> fetch(Fingerprint owner, long afterId, int maxBytes) {
    var found = new ArrayList<MailItem>();
    long bytes = 0;
    for (var item : boxes.getOrDefault(owner, List.of())) {
      if (item.id() > afterId) {
        bytes += item.size();
        if (!found.isEmpty() && bytes > maxBytes) {
          break;
        }
        found.add(item);
      }
    }
    return found;
  }

  void acknowledge(Fingerprint owner, Set<Long> ids) {
    var box = boxes.get(owner);
    if (box != null) {
      box.removeIf(item -> ids.contains(item.id()));
    }
  }
}
