package dev.coterie.client.grpc;

import com.google.protobuf.ByteString;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogHead;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubproto.v1.AppendResponse;
import dev.coterie.hubproto.v1.ClaimKeyPackageResponse;
import dev.coterie.hubproto.v1.HubEnvelope;
import dev.coterie.hubproto.v1.Limits;
import dev.coterie.hubproto.v1.MailPage;
import dev.coterie.hubproto.v1.MediaDown;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Replies of a hub, which need not be honest: whatever does not fit the contract is a
/// [MalformedException].
final class FromWire {
  private FromWire() {}

  static AppendResult append(AppendResponse reply) {
    return checked(
        () ->
            switch (reply.getResultCase()) {
              case ACCEPTED -> new AppendResult.Accepted(mark(reply.getAccepted()));
              case DUPLICATE -> new AppendResult.Duplicate(mark(reply.getDuplicate()));
              case STALE ->
                  new AppendResult.Stale(
                      records(reply.getStale().getWinnersList()), head(reply.getStale().getHead()));
              case RESULT_NOT_SET -> throw new IllegalArgumentException("no result");
            });
  }

  static LogPage page(dev.coterie.hubproto.v1.LogPage page) {
    return checked(
        () ->
            new LogPage(
                records(page.getRecordsList()),
                head(page.getHead()),
                page.getRemoved() ? LogPage.Standing.REMOVED : LogPage.Standing.MEMBER));
  }

  static List<MailItem> mail(MailPage page) {
    return checked(() -> page.getItemsList().stream().map(FromWire::item).toList());
  }

  static Optional<ClaimedKeyPackage> claimed(ClaimKeyPackageResponse reply) {
    return reply.hasKeyPackage()
        ? Optional.of(
            new ClaimedKeyPackage(
                bytes(reply.getKeyPackage()),
                reply.getLastResort()
                    ? KeyPackageOffer.Use.LAST_RESORT
                    : KeyPackageOffer.Use.ONE_TIME))
        : Optional.empty();
  }

  static KeyPackageStock stock(dev.coterie.hubproto.v1.KeyPackageStock stock) {
    return new KeyPackageStock(stock.getOneTime(), stock.getLastResort());
  }

  static LogHead headOf(dev.coterie.hubproto.v1.LogHead head) {
    return checked(() -> head(head));
  }

  static HubLimits limits(Limits limits) {
    return checked(
        () ->
            new HubLimits(
                limits.getHandshakeBytes(),
                limits.getApplicationBytes(),
                limits.getAppendBytes(),
                limits.getRoster(),
                limits.getGroupsPerIdentity(),
                limits.getBytesPerIdentity(),
                limits.getKeyPackagesPerIdentity(),
                limits.getKeyPackageBytes(),
                limits.getMailboxItems(),
                limits.getMailPerSender(),
                limits.getWatchesPerSession(),
                limits.getStockWarning(),
                limits.hasMedia() ? media(limits.getMedia()) : MediaLimits.NONE));
  }

  /// Empty for kinds that a later hub may know.
  static Optional<LiveEvent> event(HubEnvelope envelope) {
    return checked(
        () ->
            switch (envelope.getKindCase()) {
              case READY -> Optional.of(new LiveEvent.Connected());
              case GOODBYE ->
                  Optional.of(new LiveEvent.Disconnected(envelope.getGoodbye().getReason()));
              case RECORD -> Optional.of(new LiveEvent.Arrived(record(envelope.getRecord())));
              case HEAD_MOVED ->
                  Optional.of(
                      new LiveEvent.HeadMoved(
                          group(envelope.getHeadMoved().getGroup()),
                          head(envelope.getHeadMoved().getHead())));
              case WATCH_ENDED ->
                  Optional.of(
                      new LiveEvent.Ended(
                          group(envelope.getWatchEnded().getGroup()),
                          rule(envelope.getWatchEnded().getReason())));
              case MAIL_WAITING -> Optional.of(new LiveEvent.MailWaiting());
              case STOCK_LOW ->
                  Optional.of(
                      new LiveEvent.StockLow(
                          envelope.getStockLow().getCipherSuite(),
                          stock(envelope.getStockLow().getStock())));
              case KIND_NOT_SET -> Optional.empty();
            });
  }

  /// Empty for kinds that a later hub may know.
  static Optional<MediaEvent> media(MediaDown message) {
    return checked(
        () ->
            switch (message.getKindCase()) {
              case JOINED -> Optional.of(new MediaEvent.Opened());
              case FRAME -> {
                var octets = message.getFrame().getFrame();
                MediaLimits.checkFrame(octets.size());
                yield Optional.of(
                    new MediaEvent.Frame(
                        new Fingerprint(bytes(message.getFrame().getFrom())), bytes(octets)));
              }
              case KIND_NOT_SET -> Optional.empty();
            });
  }

  private static MediaLimits media(dev.coterie.hubproto.v1.MediaLimits limits) {
    return new MediaLimits(
        Math.min(limits.getFrameBytes(), MediaLimits.MAX_FRAME_BYTES),
        limits.getFramesPerSecond(),
        limits.getBytesPerSecond(),
        limits.getSessionsPerConnection(),
        limits.getQueueFrames(),
        limits.getQueueBytes());
  }

  static Bytes bytes(ByteString octets) {
    return Bytes.wrap(octets.toByteArray());
  }

  private static HubRule rule(String name) {
    return Arrays.stream(HubRule.values())
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such rule"));
  }

  private static List<LogRecord> records(List<dev.coterie.hubproto.v1.LogRecord> records) {
    return records.stream().map(FromWire::record).toList();
  }

  private static LogRecord record(dev.coterie.hubproto.v1.LogRecord record) {
    return new LogRecord(
        group(record.getGroup()),
        record.getSequence(),
        switch (record.getKind()) {
          case RECORD_KIND_HANDSHAKE -> LogRecord.Kind.HANDSHAKE;
          case RECORD_KIND_APPLICATION -> LogRecord.Kind.APPLICATION;
          case RECORD_KIND_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("no such kind of record");
        },
        new Fingerprint(bytes(record.getSender())),
        bytes(record.getMessageId()),
        bytes(record.getPayload()),
        bytes(record.getPreviousHash()),
        bytes(record.getHash()));
  }

  private static MailItem item(dev.coterie.hubproto.v1.MailItem item) {
    return new MailItem(
        item.getId(),
        group(item.getGroup()),
        new Fingerprint(bytes(item.getSender())),
        mark(item.getCommit()),
        bytes(item.getWelcome()),
        item.hasRatchetTree() ? Optional.of(bytes(item.getRatchetTree())) : Optional.empty());
  }

  private static HubGroupId group(ByteString id) {
    return new HubGroupId(bytes(id));
  }

  private static LogMark mark(dev.coterie.hubproto.v1.LogPosition position) {
    return new LogMark(position.getSequence(), bytes(position.getHash()));
  }

  private static LogHead head(dev.coterie.hubproto.v1.LogHead head) {
    return new LogHead(head.getSequence(), bytes(head.getHash()), head.getLastHandshake());
  }

  private static <T> T checked(Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException e) {
      throw new MalformedException("reply", 0, String.valueOf(e.getMessage()));
    }
  }
}
