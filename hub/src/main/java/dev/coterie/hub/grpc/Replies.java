package dev.coterie.hub.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubproto.v1.AppendResponse;
import dev.coterie.hubproto.v1.ClaimKeyPackageResponse;
import dev.coterie.hubproto.v1.Goodbye;
import dev.coterie.hubproto.v1.HeadMoved;
import dev.coterie.hubproto.v1.HubEnvelope;
import dev.coterie.hubproto.v1.KeyPackageStock;
import dev.coterie.hubproto.v1.Limits;
import dev.coterie.hubproto.v1.LogPosition;
import dev.coterie.hubproto.v1.MailPage;
import dev.coterie.hubproto.v1.MailWaiting;
import dev.coterie.hubproto.v1.Ready;
import dev.coterie.hubproto.v1.RecordKind;
import dev.coterie.hubproto.v1.Stale;
import dev.coterie.hubproto.v1.StockLow;
import dev.coterie.hubproto.v1.WatchEnded;
import java.util.List;
import java.util.Optional;

/// From domain types onto the wire. Payloads are not copied.
final class Replies {
  private Replies() {}

  static AppendResponse append(AppendResult result) {
    var reply = AppendResponse.newBuilder();
    return switch (result) {
      case AppendResult.Accepted(var mark) -> reply.setAccepted(mark(mark)).build();
      case AppendResult.Duplicate(var mark) -> reply.setDuplicate(mark(mark)).build();
      case AppendResult.Stale(var winners, var head) ->
          reply
              .setStale(
                  Stale.newBuilder()
                      .addAllWinners(winners.stream().map(Replies::record).toList())
                      .setHead(head(head)))
              .build();
    };
  }

  static dev.coterie.hubproto.v1.LogPage page(LogPage page) {
    return dev.coterie.hubproto.v1.LogPage.newBuilder()
        .addAllRecords(page.records().stream().map(Replies::record).toList())
        .setHead(head(page.head()))
        .setRemoved(page.standing() == LogPage.Standing.REMOVED)
        .build();
  }

  static MailPage mail(List<MailItem> items) {
    return MailPage.newBuilder().addAllItems(items.stream().map(Replies::item).toList()).build();
  }

  static ClaimKeyPackageResponse claimed(Optional<ClaimedKeyPackage> claimed) {
    var reply = ClaimKeyPackageResponse.newBuilder();
    claimed.ifPresent(
        one ->
            reply
                .setKeyPackage(octets(one.keyPackage()))
                .setLastResort(one.use() == KeyPackageOffer.Use.LAST_RESORT));
    return reply.build();
  }

  static KeyPackageStock stock(dev.coterie.hubapi.KeyPackageStock stock) {
    return KeyPackageStock.newBuilder()
        .setOneTime(stock.oneTime())
        .setLastResort(stock.lastResort())
        .build();
  }

  static dev.coterie.hubproto.v1.LogHead head(LogHead head) {
    return dev.coterie.hubproto.v1.LogHead.newBuilder()
        .setSequence(head.sequence())
        .setHash(octets(head.hash()))
        .setLastHandshake(head.lastHandshake())
        .build();
  }

  static Limits limits(HubLimits limits) {
    var reply = Limits.newBuilder();
    if (limits.media().areOffered()) {
      reply.setMedia(media(limits.media()));
    }
    return reply
        .setHandshakeBytes(limits.handshakeBytes())
        .setApplicationBytes(limits.applicationBytes())
        .setAppendBytes(limits.appendBytes())
        .setRoster(limits.roster())
        .setGroupsPerIdentity(limits.groupsPerIdentity())
        .setBytesPerIdentity(limits.bytesPerIdentity())
        .setKeyPackagesPerIdentity(limits.keyPackagesPerIdentity())
        .setKeyPackageBytes(limits.keyPackageBytes())
        .setMailboxItems(limits.mailboxItems())
        .setMailPerSender(limits.mailPerSender())
        .setWatchesPerSession(limits.watchesPerSession())
        .setStockWarning(limits.stockWarning())
        .build();
  }

  private static dev.coterie.hubproto.v1.MediaLimits media(MediaLimits limits) {
    return dev.coterie.hubproto.v1.MediaLimits.newBuilder()
        .setFrameBytes(limits.frameBytes())
        .setFramesPerSecond(limits.framesPerSecond())
        .setBytesPerSecond(limits.bytesPerSecond())
        .setSessionsPerConnection(limits.sessionsPerConnection())
        .setQueueFrames(limits.queueFrames())
        .setQueueBytes(limits.queueBytes())
        .build();
  }

  static HubEnvelope envelope(LiveEvent event) {
    var envelope = HubEnvelope.newBuilder();
    return switch (event) {
      case LiveEvent.Connected() -> envelope.setReady(Ready.getDefaultInstance()).build();
      case LiveEvent.Disconnected(var why) ->
          envelope.setGoodbye(Goodbye.newBuilder().setReason(why)).build();
      case LiveEvent.Arrived(var record) -> envelope.setRecord(record(record)).build();
      case LiveEvent.HeadMoved(var group, var head) ->
          envelope
              .setHeadMoved(
                  HeadMoved.newBuilder().setGroup(octets(group.value())).setHead(head(head)))
              .build();
      case LiveEvent.Ended(var group, var why) ->
          envelope
              .setWatchEnded(
                  WatchEnded.newBuilder().setGroup(octets(group.value())).setReason(why.name()))
              .build();
      case LiveEvent.MailWaiting() ->
          envelope.setMailWaiting(MailWaiting.getDefaultInstance()).build();
      case LiveEvent.StockLow(var suite, var stock) ->
          envelope
              .setStockLow(StockLow.newBuilder().setCipherSuite(suite).setStock(stock(stock)))
              .build();
    };
  }

  static ByteString octets(Bytes octets) {
    return octets.lend(UnsafeByteOperations::unsafeWrap);
  }

  private static dev.coterie.hubproto.v1.LogRecord record(LogRecord record) {
    return dev.coterie.hubproto.v1.LogRecord.newBuilder()
        .setGroup(octets(record.group().value()))
        .setSequence(record.sequence())
        .setKind(
            switch (record.kind()) {
              case HANDSHAKE -> RecordKind.RECORD_KIND_HANDSHAKE;
              case APPLICATION -> RecordKind.RECORD_KIND_APPLICATION;
            })
        .setSender(octets(record.sender().value()))
        .setMessageId(octets(record.messageId()))
        .setPayload(octets(record.payload()))
        .setPreviousHash(octets(record.previousHash()))
        .setHash(octets(record.hash()))
        .build();
  }

  private static LogPosition mark(LogMark mark) {
    return LogPosition.newBuilder()
        .setSequence(mark.sequence())
        .setHash(octets(mark.hash()))
        .build();
  }

  private static dev.coterie.hubproto.v1.MailItem item(MailItem item) {
    var built =
        dev.coterie.hubproto.v1.MailItem.newBuilder()
            .setId(item.id())
            .setGroup(octets(item.group().value()))
            .setSender(octets(item.sender().value()))
            .setCommit(mark(item.commit()))
            .setWelcome(octets(item.welcome()));
    item.ratchetTree().ifPresent(tree -> built.setRatchetTree(octets(tree)));
    return built.build();
  }
}
