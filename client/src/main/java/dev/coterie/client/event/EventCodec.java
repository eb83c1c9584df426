package dev.coterie.client.event;

import dev.coterie.client.event.ClientEvent.AccessLost;
import dev.coterie.client.event.ClientEvent.CommitUnreadable;
import dev.coterie.client.event.ClientEvent.CommitUnusable;
import dev.coterie.client.event.ClientEvent.EpochChanged;
import dev.coterie.client.event.ClientEvent.ForkSuspected;
import dev.coterie.client.event.ClientEvent.GroupReplaced;
import dev.coterie.client.event.ClientEvent.Healed;
import dev.coterie.client.event.ClientEvent.HealingBegan;
import dev.coterie.client.event.ClientEvent.HealingFailed;
import dev.coterie.client.event.ClientEvent.InvitationRefused;
import dev.coterie.client.event.ClientEvent.Invited;
import dev.coterie.client.event.ClientEvent.Joined;
import dev.coterie.client.event.ClientEvent.LastResortReused;
import dev.coterie.client.event.ClientEvent.MemberAdded;
import dev.coterie.client.event.ClientEvent.MemberAwaited;
import dev.coterie.client.event.ClientEvent.MemberRemoved;
import dev.coterie.client.event.ClientEvent.MemberReturned;
import dev.coterie.client.event.ClientEvent.MessageAcknowledged;
import dev.coterie.client.event.ClientEvent.RecordRefused;
import dev.coterie.client.event.ClientEvent.Removed;
import dev.coterie.client.event.ClientEvent.ReplacementRefused;
import dev.coterie.client.event.ClientEvent.SendFailed;
import dev.coterie.client.event.ClientEvent.StoreRestored;
import dev.coterie.client.event.ClientEvent.TextReceived;
import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.gtp.MessageId;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;

/// The form in which the journal keeps events: a code, then the fields in order. Codes are part of
/// the store's format.
public final class EventCodec {
  /// Every event.
  public static final Codec<ClientEvent> CODEC = StoredForm.of(EventCodec::read, EventCodec::write);

  private EventCodec() {}

  private static void write(ClientEvent event, WireWriter out) {
    switch (event) {
      case TextReceived(var message) -> Message.CODEC.write(message, out.uint8(1));
      case MessageAcknowledged(var group, var id, var sequence) ->
          head(out, 2, group).raw(id.value()).uint64(sequence);
      case SendFailed(var group, var id, var rule) ->
          head(out, 3, group).raw(id.value()).opaque(utf8(rule));
      case EpochChanged(var group, var epoch, var by) ->
          by.write(head(out, 4, group).uint64(epoch.value()));
      case MemberAdded(var group, var epoch, var member, var by) -> {
        member.write(head(out, 5, group).uint64(epoch.value()));
        by.write(out);
      }
      case MemberRemoved(var group, var epoch, var member, var by) -> {
        member.write(head(out, 6, group).uint64(epoch.value()));
        by.write(out);
      }
      case Joined(var group, var name, var by) -> by.write(head(out, 7, group).opaque(utf8(name)));
      case Invited(var group, var name, var by, var mail) -> {
        by.write(head(out, 8, group).opaque(utf8(name)));
        out.uint64(mail);
      }
      case Removed(var group, var by) -> by.write(head(out, 9, group));
      case ForkSuspected(var group, var sequence, var about, var why) ->
          head(out, 10, group).uint64(sequence).optional(about, Person::write).opaque(utf8(why));
      case CommitUnreadable(var group, var sequence, var rule) ->
          head(out, 11, group).uint64(sequence).opaque(utf8(rule));
      case StoreRestored(var group, var sequence) -> head(out, 12, group).uint64(sequence);
      case RecordRefused(var group, var sequence, var rule) ->
          head(out, 13, group).uint64(sequence).opaque(utf8(rule));
      case AccessLost(var group) -> head(out, 14, group);
      case InvitationRefused(var group, var rule) -> head(out, 15, group).opaque(utf8(rule));
      case HealingBegan(var group, var reason) -> head(out, 16, group).uint8(reason.code());
      case Healed(var group, var epoch, var from, var to) ->
          head(out, 17, group).uint64(epoch.value()).uint64(from).uint64(to);
      case HealingFailed(var group, var rule) -> head(out, 18, group).opaque(utf8(rule));
      case MemberReturned(var group, var epoch, var member) ->
          member.write(head(out, 19, group).uint64(epoch.value()));
      case LastResortReused(var group, var uses) -> head(out, 32, group).uint32(uses);
      case CommitUnusable(var group, var sequence, var committer) ->
          committer.write(head(out, 33, group).uint64(sequence));
      case GroupReplaced(var group, var successor, var founder) ->
          founder.write(head(out, 34, group).opaque(successor.value()));
      case ReplacementRefused(var group, var claimant, var founder, var rule) ->
          head(out, 35, group).opaque(claimant.value()).raw(founder.value()).opaque(utf8(rule));
      case MemberAwaited(var group, var member) -> member.write(head(out, 36, group));
    }
  }

  private static ClientEvent read(WireReader in) {
    int code = in.uint8("code");
    if (code == 1) {
      return new TextReceived(Message.CODEC.read(in));
    }
    GroupId group = new GroupId(in.opaque("group"));
    return switch (code) {
      case 2 -> new MessageAcknowledged(group, id(in), in.uint64("sequence"));
      case 3 -> new SendFailed(group, id(in), text(in, "rule"));
      case 4 -> new EpochChanged(group, epoch(in), Person.read(in));
      case 5 -> new MemberAdded(group, epoch(in), Person.read(in), Person.read(in));
      case 6 -> new MemberRemoved(group, epoch(in), Person.read(in), Person.read(in));
      case 7 -> new Joined(group, text(in, "name"), Person.read(in));
      case 8 -> new Invited(group, text(in, "name"), Person.read(in), in.uint64("mail"));
      case 9 -> new Removed(group, Person.read(in));
      case 10 ->
          new ForkSuspected(
              group, in.uint64("sequence"), in.optional("about", Person::read), text(in, "why"));
      case 11 -> new CommitUnreadable(group, in.uint64("sequence"), text(in, "rule"));
      case 12 -> new StoreRestored(group, in.uint64("sequence"));
      case 13 -> new RecordRefused(group, in.uint64("sequence"), text(in, "rule"));
      case 14 -> new AccessLost(group);
      case 15 -> new InvitationRefused(group, text(in, "rule"));
      case 16 -> new HealingBegan(group, reason(in));
      case 17 -> new Healed(group, epoch(in), in.uint64("from"), in.uint64("to"));
      case 18 -> new HealingFailed(group, text(in, "rule"));
      case 19 -> new MemberReturned(group, epoch(in), Person.read(in));
      case 32 -> new LastResortReused(group, (int) in.uint32("uses"));
      case 33 -> new CommitUnusable(group, in.uint64("sequence"), Person.read(in));
      case 34 -> new GroupReplaced(group, new GroupId(in.opaque("successor")), Person.read(in));
      case 35 ->
          new ReplacementRefused(
              group,
              new GroupId(in.opaque("claimant")),
              new Fingerprint(in.fixed("founder", Fingerprint.SIZE)),
              text(in, "rule"));
      case 36 -> new MemberAwaited(group, Person.read(in));
      default -> throw in.malformed("code", "no such event");
    };
  }

  private static WireWriter head(WireWriter out, int code, GroupId group) {
    return out.uint8(code).opaque(group.value());
  }

  private static MessageId id(WireReader in) {
    return new MessageId(in.fixed("id", MessageId.SIZE));
  }

  private static Epoch epoch(WireReader in) {
    return new Epoch(in.uint64("epoch"));
  }

  private static ReturnReason reason(WireReader in) {
    return ReturnReason.of(in.uint8("reason"))
        .orElseThrow(() -> in.malformed("reason", "no such reason"));
  }

  private static String text(WireReader in, String field) {
    return in.opaque(field).utf8();
  }

  private static Bytes utf8(String text) {
    return Bytes.ofUtf8(text);
  }
}
