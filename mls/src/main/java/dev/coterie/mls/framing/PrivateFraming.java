package dev.coterie.mls.framing;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.PrivateMessageContent;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.SenderData;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.PaddingPolicy;
import dev.coterie.mls.schedule.MessageKey;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.Rows;
import dev.coterie.mls.schedule.SecretTree;
import dev.coterie.mls.schedule.SendingKey;

/// Messages that only members can read. RFC 9420 §6.3.
///
/// @param crypto of the group's suite
/// @param context of the epoch
/// @param senderDataSecret of the epoch; lent
public record PrivateFraming(SuiteCrypto crypto, GroupContext context, Secret senderDataSecret) {
  /// Encrypts signed content with our next key.
  ///
  /// @param key from [SecretTree#nextSendingKey], spent by this call; persist its rows before the
  ///   message leaves
  public PrivateMessage seal(
      AuthenticatedContent content, SendingKey key, PaddingPolicy padding, RandomSource random) {
    try (key) {
      return seal(Padded.of(content, padding), key, random);
    }
  }

  /// Encrypts signed and padded content with our next key.
  ///
  /// @param key from [SecretTree#nextSendingKey], spent by this call; persist its rows before the
  ///   message leaves
  public PrivateMessage seal(Padded padded, SendingKey key, RandomSource random) {
    try (key) {
      var framed = padded.content().content();
      var sender = member(framed.sender());
      var type = framed.content().contentType();
      var data = new SenderData(sender, key.generation(), random.bytes(SenderData.GUARD_SIZE));
      Bytes aad =
          PrivateMessage.contentAad(
              framed.groupId(), framed.epoch(), type, framed.authenticatedData());
      Bytes ciphertext = key.key().seal(crypto, data.reuseGuard(), aad, padded.plaintext());
      Bytes senderData =
          withSenderDataKey(
              ciphertext,
              (k, n) ->
                  crypto.seal(
                      k,
                      n,
                      PrivateMessage.senderDataAad(framed.groupId(), framed.epoch(), type),
                      SenderData.CODEC.encode(data)));
      var message =
          new PrivateMessage(
              framed.groupId(),
              framed.epoch(),
              type,
              framed.authenticatedData(),
              senderData,
              ciphertext);
      if (type == ContentType.APPLICATION) {
        key.handOver(); // handshakes may still be dropped by whoever staged them
      }
      return message;
    }
  }

  private static LeafIndex member(Sender sender) {
    if (sender instanceof Sender.Member(var leaf)) {
      return leaf;
    }
    throw new RefusedException(FramingRule.PRIVATE_BY_OUTSIDER, sender.toString());
  }

  /// Reads who sent a message and with which key, before anything else of it is opened. Only
  /// members of the epoch can have written it, but any of them: it is a claim until [#open].
  ///
  /// @throws RefusedException if it belongs to another group or epoch, or does not open
  public SenderData senderData(PrivateMessage message) {
    Envelope.requireHere(context, message.groupId(), message.epoch());
    try {
      return SenderData.CODEC.decode(
          withSenderDataKey(
              message.ciphertext(),
              (key, nonce) ->
                  crypto.open(
                      key,
                      nonce,
                      PrivateMessage.senderDataAad(
                          message.groupId(), message.epoch(), message.contentType()),
                      message.encryptedSenderData())));
    } catch (RefusedException | MalformedException _) {
      throw unopenable();
    }
  }

  /// Opens a message and proves it: sender, generation, content, padding, signature, in this order.
  /// Until the content opens, a failure leaves the tree as it was; from there on the key is spent.
  ///
  /// @param data from [#senderData]
  /// @param tree of the message's epoch
  /// @param keys of the message's epoch
  /// @throws RefusedException if it does not open
  public Opened open(PrivateMessage message, SenderData data, SecretTree tree, SenderKeys keys) {
    if (!data.leaf().isAddressable() || keys.member(data.leaf()).isEmpty()) {
      throw new RefusedException(FramingRule.SENDER_NOT_MEMBER, "leaf " + data.leaf());
    }
    Bytes plaintext;
    Rows rows;
    try (var opening =
        tree.peek(data.leaf(), RatchetKind.of(message.contentType()), data.generation())) {
      plaintext = decrypt(message, data, opening.key());
      rows = tree.consume(opening);
    }
    try {
      return new Opened.Authentic(data, authenticate(message, data, plaintext, keys), rows);
    } catch (MalformedException e) {
      return new Opened.Spoiled(
          data, new RefusedException(FramingRule.CONTENT_MALFORMED, e.field()), rows);
    } catch (RefusedException e) {
      return new Opened.Spoiled(data, e, rows);
    }
  }

  private Bytes decrypt(PrivateMessage message, SenderData data, MessageKey key) {
    Bytes aad =
        PrivateMessage.contentAad(
            message.groupId(), message.epoch(), message.contentType(), message.authenticatedData());
    try {
      return key.open(crypto, data.reuseGuard(), aad, message.ciphertext());
    } catch (RefusedException _) {
      throw unopenable();
    }
  }

  private AuthenticatedContent authenticate(
      PrivateMessage message, SenderData data, Bytes plaintext, SenderKeys keys) {
    var inner = PrivateMessageContent.codec(message.contentType()).decode(plaintext);
    var content =
        new AuthenticatedContent(
            WireFormat.PRIVATE_MESSAGE,
            new FramedContent(
                message.groupId(),
                message.epoch(),
                new Sender.Member(data.leaf()),
                message.authenticatedData(),
                inner.content()),
            inner.auth());
    var key = ContentSignature.keyFor(content.content(), keys);
    if (!ContentSignature.verify(crypto, key, content, context)) {
      throw new RefusedException(FramingRule.SIGNATURE, "signature of leaf " + data.leaf());
    }
    return content;
  }

  private interface Use {
    Bytes with(Secret key, Secret nonce);
  }

  private Bytes withSenderDataKey(Bytes ciphertext, Use use) {
    var suite = crypto.suite();
    Bytes sample = ciphertext.slice(0, Math.min(ciphertext.size(), suite.hashSize()));
    try (var key = SenderDataKeys.key(crypto, senderDataSecret, sample);
        var nonce = SenderDataKeys.nonce(crypto, senderDataSecret, sample)) {
      return use.with(key, nonce);
    }
  }

  /// One answer for every reason: which part failed is nobody's business on the network.
  private static RefusedException unopenable() {
    return new RefusedException(FramingRule.UNOPENABLE, "a private message");
  }
}
