package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.PreSharedKeys;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.mls.group.TreePlacement;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.GroupSecrets;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.vectors.Json;
import java.util.List;
import java.util.Optional;

/// Makes vectors of single structures and operations: what is in a message, what is in a welcome,
/// what the suite computes.
final class GeneratedMessages {
  private final SuiteCrypto crypto;
  private final RandomSource random;

  GeneratedMessages(SuiteCrypto crypto, RandomSource random) {
    this.crypto = crypto;
    this.random = random;
  }

  private Json.Builder vector() {
    return Json.object().with("cipher_suite", crypto.suite().code());
  }

  private Bytes bytes() {
    return random.bytes(crypto.suite().hashSize());
  }

  Json.Obj cryptoBasics() {
    return vector()
        .with("ref_hash", refHash())
        .with("expand_with_label", expand())
        .with("derive_secret", derive())
        .with("derive_tree_secret", deriveTree())
        .with("sign_with_label", sign())
        .with("encrypt_with_label", encrypt())
        .build();
  }

  private static Json.Builder labelled(String label) {
    return Json.object().with("label", new Json.Text(label));
  }

  private Json.Obj refHash() {
    Bytes value = bytes();
    return labelled("RefHash")
        .with("value", value)
        .with("out", crypto.refHash("RefHash", value))
        .build();
  }

  private Json.Obj expand() {
    Bytes context = bytes();
    try (Secret secret = random.secret(crypto.suite().hashSize());
        Secret out = crypto.expandWithLabel(secret, "ExpandWithLabel", context, 21)) {
      return labelled("ExpandWithLabel")
          .with("secret", MlsVectorGenerator.shown(secret))
          .with("context", context)
          .with("length", 21)
          .with("out", MlsVectorGenerator.shown(out))
          .build();
    }
  }

  private Json.Obj derive() {
    try (Secret secret = random.secret(crypto.suite().hashSize());
        Secret out = crypto.deriveSecret(secret, "DeriveSecret")) {
      return labelled("DeriveSecret")
          .with("secret", MlsVectorGenerator.shown(secret))
          .with("out", MlsVectorGenerator.shown(out))
          .build();
    }
  }

  private Json.Obj deriveTree() {
    long generation = 0xfedc_ba98L;
    try (Secret secret = random.secret(crypto.suite().hashSize());
        Secret out = crypto.deriveTreeSecret(secret, "DeriveTreeSecret", generation, 19)) {
      return labelled("DeriveTreeSecret")
          .with("secret", MlsVectorGenerator.shown(secret))
          .with("generation", generation)
          .with("length", 19)
          .with("out", MlsVectorGenerator.shown(out))
          .build();
    }
  }

  private Json.Obj sign() {
    Bytes content = bytes();
    try (SignatureKeyPair keys = crypto.generateSignatureKeyPair(random)) {
      return labelled("SignWithLabel")
          .with("priv", MlsVectorGenerator.shown(keys.privateKey().secret()))
          .with("pub", keys.publicKey().value())
          .with("content", content)
          .with("signature", crypto.signWithLabel(keys.privateKey(), "SignWithLabel", content))
          .build();
    }
  }

  private Json.Obj encrypt() {
    Bytes context = bytes();
    Bytes plaintext = bytes();
    try (HpkeKeyPair keys = crypto.generateKeyPair(random)) {
      var sealed =
          crypto.encryptWithLabel(keys.publicKey(), "EncryptWithLabel", context, plaintext, random);
      return labelled("EncryptWithLabel")
          .with("priv", MlsVectorGenerator.shown(keys.privateKey().secret()))
          .with("pub", keys.publicKey().value())
          .with("context", context)
          .with("plaintext", plaintext)
          .with("kem_output", sealed.kemOutput())
          .with("ciphertext", sealed.ciphertext())
          .build();
    }
  }

  Json.Obj welcome() {
    var group = new SampleGroup(crypto, random, PreSharedKeys.NONE);
    KeyPackageBundle bundle = group.bundle(group.newcomer());
    StagedCommit staged = group.commit(0, CommitRequest.empty().add(bundle.keyPackage()));
    return vector()
        .with("init_priv", MlsVectorGenerator.shown(bundle.initKey().secret()))
        .with("signer_pub", group.member(0).identity().keys().publicKey().value())
        .with("key_package", KeyPackages.message(bundle.keyPackage()))
        .with("welcome", staged.welcome().orElseThrow())
        .build();
  }

  /// One of every structure, as they occur in a group of three.
  Json.Obj messages() {
    var group = new SampleGroup(crypto, random, PreSharedKeys.NONE);
    group.grow();
    group.grow();
    MlsGroup founder = group.member(0);
    KeyPackageBundle bundle = group.bundle(group.newcomer());
    var add = new Proposal.Add(bundle.keyPackage());
    Bytes proposal = group.propose(1, new Proposal.Remove(new LeafIndex(2)));
    Bytes update = group.proposeUpdate(1);
    Bytes tree = founder.ratchetTree();
    Bytes info = founder.groupInfo(TreePlacement.INSIDE, random);
    StagedCommit staged = group.commit(0, CommitRequest.empty().add(bundle.keyPackage()));
    Bytes said = founder.seal(Bytes.ofUtf8("beside"), Bytes.ofUtf8("said"), random).message();
    return Json.object()
        .with("mls_welcome", staged.welcome().orElseThrow())
        .with("mls_group_info", info)
        .with("mls_key_package", KeyPackages.message(bundle.keyPackage()))
        .with("ratchet_tree", tree)
        .with("group_secrets", groupSecrets())
        .with("add_proposal", body(add))
        .with("update_proposal", body(content(update, Proposal.class)))
        .with("remove_proposal", body(content(proposal, Proposal.class)))
        .with("pre_shared_key_proposal", body(new Proposal.PreSharedKey(resumption())))
        .with("re_init_proposal", body(reInit()))
        .with("external_init_proposal", body(new Proposal.ExternalInit(bytes())))
        .with(
            "group_context_extensions_proposal",
            body(new Proposal.GroupContextExtensions(extensions(group.newcomer()))))
        .with("commit", Commit.CODEC.encode(content(staged.commitMessage(), Commit.class)))
        .with("public_message_application", application())
        .with("public_message_proposal", proposal)
        .with("public_message_commit", staged.commitMessage())
        .with("private_message", said)
        .build();
  }

  private static Bytes body(Proposal proposal) {
    return Proposal.body(proposal.type()).encode(proposal);
  }

  private static <T> T content(Bytes message, Class<T> kind) {
    if (MlsMessage.CODEC.decode(message) instanceof PublicMessage heard) {
      return kind.cast(heard.content().content());
    }
    throw new IllegalStateException("not a public message");
  }

  private PreSharedKeyId resumption() {
    return new PreSharedKeyId(
        new PreSharedKeyId.Source.Resumption(
            ResumptionUsage.APPLICATION, new GroupId(bytes()), new Epoch(3)),
        bytes());
  }

  private Bytes groupSecrets() {
    try (var secrets =
            new GroupSecrets(
                random.secret(crypto.suite().hashSize()),
                Optional.of(random.secret(crypto.suite().hashSize())),
                List.of(resumption()));
        Secret encoded = secrets.encode()) {
      return MlsVectorGenerator.shown(encoded);
    }
  }

  private Proposal.ReInit reInit() {
    return new Proposal.ReInit(
        new GroupId(bytes()),
        ProtocolVersion.MLS10,
        SuiteId.of(crypto.suite()),
        List.of(new Extension.RequiredCapabilities(List.of(), List.of(), List.of(1))));
  }

  private static List<Extension> extensions(Identity sender) {
    return List.of(
        new Extension.ExternalSenders(
            List.of(new ExternalSender(sender.keys().publicKey(), sender.credential()))));
  }

  /// Nobody may send this, but everybody can read it.
  private Bytes application() {
    var framed =
        new FramedContent(
            new GroupId(bytes()),
            new Epoch(11),
            new Sender.Member(new LeafIndex(1)),
            Bytes.EMPTY,
            new ApplicationData(bytes()));
    return MlsMessage.CODEC.encode(
        new PublicMessage(framed, FramedContentAuthData.signed(bytes()), Optional.of(bytes())));
  }
}
