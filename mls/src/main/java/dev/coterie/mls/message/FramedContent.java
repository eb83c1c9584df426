package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.Optional;

/// What is said, in which epoch of which group, and by whom. RFC 9420 §6:
///
/// ```
/// struct { opaque group_id<V>; uint64 epoch; Sender sender; opaque authenticated_data<V>;
///          ContentType content_type; select (content_type) { ... }; } FramedContent;
/// ```
///
/// Senders from outside may say little: proposals of some types, or a commit that adds its sender.
/// What does not fit its sender is malformed.
///
/// @param groupId the group
/// @param epoch the epoch
/// @param sender who says it
/// @param authenticatedData signed and, in a private message, readable by the delivery service
/// @param content what is said
public record FramedContent(
    GroupId groupId, Epoch epoch, Sender sender, Bytes authenticatedData, Content content) {
  /// The codec.
  public static final Codec<FramedContent> CODEC =
      Codec.of(FramedContent::read, FramedContent::write);

  private static FramedContent read(WireReader in) {
    var value =
        new FramedContent(
            GroupId.read(in),
            Epoch.read(in),
            Sender.CODEC.read(in),
            in.opaque("authenticated_data"),
            Content.read(ContentType.read(in), in));
    value
        .misfit()
        .ifPresent(
            why -> {
              throw in.malformed("sender", why);
            });
    return value;
  }

  private static void write(FramedContent value, WireWriter out) {
    value.groupId.write(out);
    value.epoch.write(out);
    Sender.CODEC.write(value.sender, out);
    out.opaque(value.authenticatedData);
    value.content.contentType().write(out);
    Content.write(value.content, out);
  }

  /// Why this sender may not say this (RFC 9420 §6.1, §12.1.8), if so.
  private Optional<String> misfit() {
    return switch (sender) {
      case Sender.Member _ -> Optional.empty();
      case Sender.External _ -> {
        boolean fits =
            switch (content) {
              case Proposal.Add _,
                  Proposal.Remove _,
                  Proposal.PreSharedKey _,
                  Proposal.ReInit _,
                  Proposal.GroupContextExtensions _ ->
                  true;
              case Proposal.Update _, Proposal.ExternalInit _, Commit _, ApplicationData _ -> false;
            };
        yield fits ? Optional.empty() : Optional.of("an external sender may not say this");
      }
      case Sender.NewMemberProposal() ->
          content instanceof Proposal.Add
              ? Optional.empty()
              : Optional.of("a new member proposes nothing but its own Add");
      case Sender.NewMemberCommit() ->
          content instanceof Commit(_, var path) && path.isPresent()
              ? Optional.empty()
              : Optional.of("a new member adds itself by a commit with a path");
    };
  }

  /// Whether the signature of this sender covers the group context (§6.1).
  public boolean bindsContext() {
    return sender instanceof Sender.Member || sender instanceof Sender.NewMemberCommit;
  }

  /// The bytes to sign for a sender whose signature does not cover the group context.
  public Bytes tbs(WireFormat format) {
    if (bindsContext()) {
      throw new IllegalArgumentException("this sender signs the group context as well");
    }
    return tbsWriter(format).toBytes();
  }

  /// The bytes to sign: `FramedContentTBS`.
  ///
  /// @param format of the envelope that is really used
  /// @param context of the epoch in which this is said; left out where the sender does not sign it
  public Bytes tbs(WireFormat format, GroupContext context) {
    var out = tbsWriter(format);
    if (bindsContext()) {
      GroupContext.CODEC.write(context, out);
    }
    return out.toBytes();
  }

  private WireWriter tbsWriter(WireFormat format) {
    var out = new WireWriter();
    ProtocolVersion.MLS10.write(out);
    format.write(out);
    write(this, out);
    return out;
  }
}
