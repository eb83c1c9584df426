package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.framing.Opened;
import dev.coterie.mls.framing.PrivateFraming;
import dev.coterie.mls.framing.PublicFraming;
import dev.coterie.mls.framing.SenderKeys;
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
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.PaddingPolicy;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.RatchetWindow;
import dev.coterie.mls.schedule.SecretTree;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Public and private envelopes, RFC 9420 §6, between two members of whom the second one speaks.
final class MessageProtectionVectors implements VectorKind {
  private static final LeafIndex SENDER = new LeafIndex(1);

  @Override
  public String name() {
    return "message-protection";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "membership_key", "proposal_pub", "commit_priv", "application");
  }

  @Override
  public void verify(Json.Obj vector) {
    var world = new World(Expect.crypto(vector), vector);
    world.publicMessage("proposal");
    world.publicMessage("commit");
    world.applicationStaysPrivate();
    world.privateMessage("proposal");
    world.privateMessage("commit");
    world.privateMessage("application");
  }

  private record World(SuiteCrypto crypto, Json.Obj vector) {
    private Content raw(String name) {
      Bytes value = vector.hex(name);
      return switch (name) {
        case "proposal" -> Proposal.CODEC.decode(value);
        case "commit" -> Commit.CODEC.decode(value);
        default -> new ApplicationData(value);
      };
    }

    void publicMessage(String name) {
      try (var key = Secret.copyOf(vector.hex("membership_key"))) {
        var framing = new PublicFraming(crypto, context(), key);
        var given = WelcomeVectors.message(vector, name + "_pub", PublicMessage.class);
        var opened = framing.open(given, keys());
        Expect.holds(name + "_pub", opened.content().content().equals(raw(name)));
        var ours = framing.seal(sign(WireFormat.PUBLIC_MESSAGE, raw(name), opened.auth()));
        var again = PublicMessage.CODEC.decode(PublicMessage.CODEC.encode(ours));
        Expect.holds(
            "our " + name + "_pub",
            framing.open(again, keys()).content().content().equals(raw(name)));
      }
    }

    void applicationStaysPrivate() {
      try (var key = Secret.copyOf(vector.hex("membership_key"))) {
        var framing = new PublicFraming(crypto, context(), key);
        var auth = FramedContentAuthData.signed(Bytes.EMPTY);
        framing.seal(sign(WireFormat.PUBLIC_MESSAGE, raw("application"), auth));
      } catch (RefusedException e) {
        Expect.holds("refusal", e.rule() == FramingRule.APPLICATION_IN_PUBLIC);
        return;
      }
      throw new VectorException("application data was put into a public message");
    }

    void privateMessage(String name) {
      var given = WelcomeVectors.message(vector, name + "_priv", PrivateMessage.class);
      var opened = open(name, given);
      Expect.holds(name + "_priv", opened.content().content().equals(raw(name)));
      try (var secret = Secret.copyOf(vector.hex("sender_data_secret"));
          var tree = tree()) {
        var framing = new PrivateFraming(crypto, context(), secret);
        var content = sign(WireFormat.PRIVATE_MESSAGE, raw(name), opened.auth());
        var kind = RatchetKind.of(raw(name).contentType());
        var ours =
            framing.seal(
                content,
                tree.nextSendingKey(SENDER, kind),
                PaddingPolicy.SAFE,
                RandomSource.system());
        var again = PrivateMessage.CODEC.decode(PrivateMessage.CODEC.encode(ours));
        Expect.holds(
            "our " + name + "_priv", open(name, again).content().content().equals(raw(name)));
      }
    }

    private AuthenticatedContent open(String name, PrivateMessage message) {
      try (var secret = Secret.copyOf(vector.hex("sender_data_secret"));
          var tree = tree()) {
        var framing = new PrivateFraming(crypto, context(), secret);
        var data = framing.senderData(message);
        return switch (framing.open(message, data, tree, keys())) {
          case Opened.Authentic(_, var content, _) -> content;
          case Opened.Spoiled(_, var why, _) ->
              throw new VectorException(name + "_priv: " + why.getMessage());
        };
      }
    }

    private SecretTree tree() {
      return SecretTree.start(
          crypto, 2, Secret.copyOf(vector.hex("encryption_secret")), RatchetWindow.DEFAULT);
    }

    private AuthenticatedContent sign(
        WireFormat format, Content content, FramedContentAuthData like) {
      var framed =
          new FramedContent(
              context().groupId(),
              context().epoch(),
              new Sender.Member(SENDER),
              Bytes.EMPTY,
              content);
      try (SignaturePrivateKey key = VectorKeys.signature(crypto, vector.hex("signature_priv"))) {
        Bytes signature = ContentSignature.sign(crypto, key, format, framed, context());
        return new AuthenticatedContent(
            format,
            framed,
            content.contentType() == ContentType.COMMIT
                ? FramedContentAuthData.confirmed(signature, like.confirmationTag().orElseThrow())
                : FramedContentAuthData.signed(signature));
      }
    }

    private SenderKeys keys() {
      var key = new SignaturePublicKey(vector.hex("signature_pub"));
      return new SenderKeys() {
        @Override
        public Optional<SignaturePublicKey> member(LeafIndex leaf) {
          return leaf.equals(SENDER) ? Optional.of(key) : Optional.empty();
        }

        @Override
        public Optional<SignaturePublicKey> external(long index) {
          return Optional.empty();
        }
      };
    }

    private GroupContext context() {
      return new GroupContext(
          ProtocolVersion.MLS10,
          SuiteId.of(crypto.suite()),
          new GroupId(vector.hex("group_id")),
          new Epoch(vector.number("epoch")),
          vector.hex("tree_hash"),
          vector.hex("confirmed_transcript_hash"),
          List.of());
    }
  }
}
