package dev.coterie.mls.framing;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.SenderData;
import dev.coterie.mls.schedule.SendingKey;

/// A member with the epoch's keys and bad intentions: any plaintext under a correct envelope.
record CraftedMessage(FramingWorld world, FramedContent envelope) {
  PrivateMessage seal(SendingKey key, Bytes plaintext) {
    var crypto = world.crypto;
    var group = envelope.groupId();
    var epoch = envelope.epoch();
    var type = envelope.content().contentType();
    var data = new SenderData(FramingWorld.SPEAKER, key.generation(), world.random.bytes(4));
    Bytes aad = PrivateMessage.contentAad(group, epoch, type, envelope.authenticatedData());
    Bytes ciphertext = key.key().seal(crypto, data.reuseGuard(), aad, plaintext);
    Bytes sample = ciphertext.slice(0, Math.min(ciphertext.size(), crypto.suite().hashSize()));
    var secret = world.secrets.senderDataSecret();
    Bytes senderData =
        crypto.seal(
            SenderDataKeys.key(crypto, secret, sample),
            SenderDataKeys.nonce(crypto, secret, sample),
            PrivateMessage.senderDataAad(group, epoch, type),
            SenderData.CODEC.encode(data));
    return new PrivateMessage(
        group, epoch, type, envelope.authenticatedData(), senderData, ciphertext);
  }
}
