package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.LogRecord;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.PublicMessage;

/// What everybody reads of a message without opening it, and the rules that need no more.
record Envelope(GroupId group, Epoch epoch, ContentType content) {
  static Envelope of(Bytes message) {
    return switch (MlsMessage.CODEC.decode(message)) {
      case PrivateMessage it -> new Envelope(it.groupId(), it.epoch(), it.contentType());
      case PublicMessage it ->
          new Envelope(
              it.content().groupId(), it.content().epoch(), it.content().content().contentType());
      case MlsMessage other ->
          throw new RefusedException(
              ClientRule.RECORD_KIND, "the log has no place for " + other.wireFormat());
    };
  }

  void require(LogRecord record, MlsGroup mls) {
    boolean handshake = content != ContentType.APPLICATION;
    if (handshake != (record.kind() == LogRecord.Kind.HANDSHAKE) || !group.equals(mls.id())) {
      throw new RefusedException(ClientRule.RECORD_KIND, content + " in " + record.kind());
    }
    if (!epoch.equals(mls.epoch())) {
      throw new RefusedException(
          ClientRule.OTHER_EPOCH, "of epoch " + epoch + " in epoch " + mls.epoch());
    }
  }
}
