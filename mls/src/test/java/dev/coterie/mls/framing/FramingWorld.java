package dev.coterie.mls.framing;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.SeededRandom;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Content;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.PaddingPolicy;
import dev.coterie.mls.schedule.EpochSecrets;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.RatchetWindow;
import dev.coterie.mls.schedule.SecretTree;
import java.util.List;
import java.util.Optional;

/// One epoch of a group of two: leaf 0 listens, leaf 1 speaks, and an external sender is listed.
final class FramingWorld implements SenderKeys {
  static final LeafIndex SPEAKER = new LeafIndex(1);

  final SuiteCrypto crypto;
  final RandomSource random = new SeededRandom(7);
  final SignatureKeyPair speaker;
  final SignatureKeyPair server;
  final GroupContext context;
  final EpochSecrets secrets;
  final SecretTree speakerTree;
  final SecretTree listenerTree;

  FramingWorld(CipherSuite suite) {
    this.crypto = SuiteCrypto.of(suite);
    this.speaker = crypto.generateSignatureKeyPair(random);
    this.server = crypto.generateSignatureKeyPair(random);
    this.context =
        new GroupContext(
            ProtocolVersion.MLS10,
            SuiteId.of(suite),
            new GroupId(Bytes.ofUtf8("group")),
            new Epoch(4),
            Bytes.ofUtf8("tree"),
            Bytes.ofUtf8("transcript"),
            List.of());
    var start = new KeySchedule(crypto).start(random.secret(suite.hashSize()));
    this.secrets = start.secrets();
    this.speakerTree = tree(start.encryptionSecret().copy());
    this.listenerTree = tree(start.encryptionSecret());
  }

  private SecretTree tree(Secret root) {
    return SecretTree.start(crypto, 2, root, RatchetWindow.DEFAULT);
  }

  @Override
  public Optional<SignaturePublicKey> member(LeafIndex leaf) {
    return leaf.equals(SPEAKER) ? Optional.of(speaker.publicKey()) : Optional.empty();
  }

  @Override
  public Optional<SignaturePublicKey> external(long index) {
    return index == 0 ? Optional.of(server.publicKey()) : Optional.empty();
  }

  PublicFraming open() {
    return new PublicFraming(crypto, context, secrets.membershipKey());
  }

  PrivateFraming hidden() {
    return new PrivateFraming(crypto, context, secrets.senderDataSecret());
  }

  AuthenticatedContent sign(WireFormat format, Content content) {
    return sign(format, new Sender.Member(SPEAKER), content, context, speaker);
  }

  AuthenticatedContent sign(
      WireFormat format, Sender sender, Content content, GroupContext under, SignatureKeyPair by) {
    var framed =
        new FramedContent(under.groupId(), under.epoch(), sender, Bytes.ofUtf8("aad"), content);
    Bytes signature = ContentSignature.sign(crypto, by.privateKey(), format, framed, under);
    return new AuthenticatedContent(
        format,
        framed,
        content.contentType() == ContentType.COMMIT
            ? FramedContentAuthData.confirmed(signature, secrets.confirmationTag(Bytes.EMPTY))
            : FramedContentAuthData.signed(signature));
  }

  PrivateMessage seal(AuthenticatedContent content) {
    var kind = RatchetKind.of(content.content().content().contentType());
    return hidden()
        .seal(content, speakerTree.nextSendingKey(SPEAKER, kind), PaddingPolicy.SAFE, random);
  }

  Opened receive(PrivateMessage message) {
    return hidden().open(message, hidden().senderData(message), listenerTree, this);
  }
}
