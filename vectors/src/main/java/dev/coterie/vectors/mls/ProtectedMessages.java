package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.framing.PrivateFraming;
import dev.coterie.mls.framing.PublicFraming;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Content;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.PaddingPolicy;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.RatchetWindow;
import dev.coterie.mls.schedule.SecretTree;
import dev.coterie.vectors.Json;
import java.util.List;
import java.util.Optional;

/// Makes a vector of message protection: the second of two members speaks.
final class ProtectedMessages {
  private static final LeafIndex SENDER = new LeafIndex(1);

  private final SuiteCrypto crypto;
  private final RandomSource random;
  private final GroupContext context;

  ProtectedMessages(SuiteCrypto crypto, RandomSource random) {
    int hashSize = crypto.suite().hashSize();
    this.crypto = crypto;
    this.random = random;
    this.context =
        new GroupContext(
            ProtocolVersion.MLS10,
            SuiteId.of(crypto.suite()),
            new GroupId(random.bytes(hashSize)),
            new Epoch(0x1234),
            random.bytes(hashSize),
            random.bytes(hashSize),
            List.of());
  }

  Json.Obj generate() {
    int hashSize = crypto.suite().hashSize();
    Proposal proposal = new Proposal.Remove(new LeafIndex(0));
    var commit = new Commit(List.of(new ProposalOrRef.ByValue(proposal)), Optional.empty());
    Bytes application = random.bytes(40);
    try (SignatureKeyPair signer = crypto.generateSignatureKeyPair(random);
        Secret encryption = random.secret(hashSize);
        Secret senderData = random.secret(hashSize);
        Secret membership = random.secret(hashSize)) {
      var publicFraming = new PublicFraming(crypto, context, membership);
      var seal = new Sealing(signer, encryption, senderData);
      return Json.object()
          .with("cipher_suite", crypto.suite().code())
          .with("group_id", context.groupId().value())
          .with("epoch", context.epoch().value())
          .with("tree_hash", context.treeHash())
          .with("confirmed_transcript_hash", context.confirmedTranscriptHash())
          .with("signature_priv", MlsVectorGenerator.shown(signer.privateKey().secret()))
          .with("signature_pub", signer.publicKey().value())
          .with("encryption_secret", MlsVectorGenerator.shown(encryption))
          .with("sender_data_secret", MlsVectorGenerator.shown(senderData))
          .with("membership_key", MlsVectorGenerator.shown(membership))
          .with("proposal", Proposal.CODEC.encode(proposal))
          .with("proposal_pub", seal.inPublic(publicFraming, proposal))
          .with("proposal_priv", seal.inPrivate(proposal))
          .with("commit", Commit.CODEC.encode(commit))
          .with("commit_pub", seal.inPublic(publicFraming, commit))
          .with("commit_priv", seal.inPrivate(commit))
          .with("application", application)
          .with("application_priv", seal.inPrivate(new ApplicationData(application)))
          .build();
    }
  }

  private final class Sealing {
    private final SignatureKeyPair signer;
    private final Secret encryption;
    private final Secret senderData;

    Sealing(SignatureKeyPair signer, Secret encryption, Secret senderData) {
      this.signer = signer;
      this.encryption = encryption;
      this.senderData = senderData;
    }

    Bytes inPublic(PublicFraming framing, Content content) {
      return MlsMessage.CODEC.encode(framing.seal(sign(WireFormat.PUBLIC_MESSAGE, content)));
    }

    Bytes inPrivate(Content content) {
      try (var tree = SecretTree.start(crypto, 2, encryption.copy(), RatchetWindow.DEFAULT)) {
        return MlsMessage.CODEC.encode(
            new PrivateFraming(crypto, context, senderData)
                .seal(
                    sign(WireFormat.PRIVATE_MESSAGE, content),
                    tree.nextSendingKey(SENDER, RatchetKind.of(content.contentType())),
                    PaddingPolicy.SAFE,
                    random));
      }
    }

    private AuthenticatedContent sign(WireFormat format, Content content) {
      var framed =
          new FramedContent(
              context.groupId(),
              context.epoch(),
              new Sender.Member(SENDER),
              Bytes.ofUtf8("authenticated data"),
              content);
      Bytes signature = ContentSignature.sign(crypto, signer.privateKey(), format, framed, context);
      return new AuthenticatedContent(
          format,
          framed,
          content.contentType() == ContentType.COMMIT
              ? FramedContentAuthData.confirmed(signature, random.bytes(crypto.suite().hashSize()))
              : FramedContentAuthData.signed(signature));
    }
  }
}
