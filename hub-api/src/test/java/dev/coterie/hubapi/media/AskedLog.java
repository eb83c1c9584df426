package dev.coterie.hubapi.media;

import dev.coterie.codec.UnavailableException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.CreatedGroup;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.GroupLog;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A log that counts, and in which things happen after it was asked and before its answer is used.
final class AskedLog implements GroupLog {
  private final GroupLog log;
  final List<Runnable> meanwhile = new ArrayList<>();
  int asked;
  boolean broken;

  AskedLog(GroupLog log) {
    this.log = log;
  }

  @Override
  public LogHead head(Fingerprint member, HubGroupId group) {
    asked++;
    if (broken) {
      throw new UnavailableException("the store", new IOException("broken"));
    }
    var head = log.head(member, group);
    meanwhile.forEach(Runnable::run);
    meanwhile.clear();
    return head;
  }

  @Override
  public CreatedGroup create(Fingerprint founder, HubGroupId group) {
    asked++;
    return log.create(founder, group);
  }

  @Override
  public AppendResult append(Fingerprint sender, HandshakeAppend append) {
    asked++;
    return log.append(sender, append);
  }

  @Override
  public AppendResult append(Fingerprint sender, ApplicationAppend append) {
    asked++;
    return log.append(sender, append);
  }

  @Override
  public LogPage read(Fingerprint reader, HubGroupId group, long from, int maxBytes) {
    asked++;
    return log.read(reader, group, from, maxBytes);
  }
}
