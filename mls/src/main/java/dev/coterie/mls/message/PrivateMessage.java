package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// A message that only members can read. RFC 9420 §6.3:
///
/// ```
/// struct { opaque group_id<V>; uint64 epoch; ContentType content_type; opaque authenticated_data<V>;
///          opaque encrypted_sender_data<V>; opaque ciphertext<V>; } PrivateMessage;
/// ```
///
/// @param groupId the group
/// @param epoch the epoch whose keys open it
/// @param contentType which ratchet of the sender
/// @param authenticatedData readable by everybody, proven to members
/// @param encryptedSenderData who sent it, and with which key: [SenderData]
/// @param ciphertext the content: [PrivateMessageContent]
public record PrivateMessage(
    GroupId groupId,
    Epoch epoch,
    ContentType contentType,
    Bytes authenticatedData,
    Bytes encryptedSenderData,
    Bytes ciphertext)
    implements MlsMessage {
  /// The codec of the bare structure.
  public static final Codec<PrivateMessage> CODEC =
      Codec.of(PrivateMessage::read, PrivateMessage::write);

  private static PrivateMessage read(WireReader in) {
    return new PrivateMessage(
        GroupId.read(in),
        Epoch.read(in),
        ContentType.read(in),
        in.opaque("authenticated_data"),
        in.opaque("encrypted_sender_data"),
        in.opaque("ciphertext"));
  }

  private static void write(PrivateMessage message, WireWriter out) {
    message.groupId.write(out);
    message.epoch.write(out);
    message.contentType.write(out);
    out.opaque(message.authenticatedData)
        .opaque(message.encryptedSenderData)
        .opaque(message.ciphertext);
  }

  /// What the encryption of a content binds: `PrivateContentAAD` (§6.3.1).
  public static Bytes contentAad(
      GroupId groupId, Epoch epoch, ContentType contentType, Bytes authenticatedData) {
    return aad(groupId, epoch, contentType).opaque(authenticatedData).toBytes();
  }

  /// What the encryption of sender data binds: `SenderDataAAD` (§6.3.2).
  public static Bytes senderDataAad(GroupId groupId, Epoch epoch, ContentType contentType) {
    return aad(groupId, epoch, contentType).toBytes();
  }

  private static WireWriter aad(GroupId groupId, Epoch epoch, ContentType contentType) {
    var out = new WireWriter();
    groupId.write(out);
    epoch.write(out);
    contentType.write(out);
    return out;
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.PRIVATE_MESSAGE;
  }
}
