package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.crypto.HpkeCiphertext;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignaturePublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every codec of the package, listed once, with values that reach each of its branches.
public final class Samples {
  private Samples() {}

  /// A codec and a value of it.
  public record Sample<T>(String name, Codec<T> codec, T value) {
    public Bytes encoded() {
      return codec.encode(value);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static final HpkePublicKey KEY = new HpkePublicKey(Bytes.ofUtf8("an encryption key"));
  static final SignaturePublicKey SIGNER = new SignaturePublicKey(Bytes.ofUtf8("a signature key"));
  static final GroupId GROUP = new GroupId(Bytes.ofUtf8("group"));
  static final Bytes SIGNATURE = Bytes.ofUtf8("signature");
  static final Bytes HASH = Bytes.ofUtf8("a hash");
  static final SuiteId SUITE = new SuiteId(1);

  /// A reserved code of RFC 9420 §13.5 everywhere.
  static final Capabilities GREASED =
      new Capabilities(
          List.of(1, 0xfafa),
          List.of(1, 0x0a0a),
          List.of(0x1a1a),
          List.of(0x2a2a),
          List.of(1, 0x3a3a));

  static final Extension GREASE = new Extension.Unknown(0x4a4a, Bytes.ofUtf8("grease"));
  static final Extension REQUIRED =
      new Extension.RequiredCapabilities(List.of(10, 11), List.of(), List.of(1));
  static final ExternalSender SERVER =
      new ExternalSender(SIGNER, new Credential.Basic(Bytes.ofUtf8("server")));
  static final Extension SENDERS = new Extension.ExternalSenders(List.of(SERVER));

  static LeafNode leaf(LeafNodeSource source) {
    return new LeafNode(
        KEY,
        SIGNER,
        new Credential.Basic(Bytes.ofUtf8("alice")),
        GREASED,
        source,
        List.of(new Extension.ApplicationId(Bytes.ofUtf8("id")), GREASE),
        SIGNATURE);
  }

  static final LeafNode PACKAGE_LEAF = leaf(new LeafNodeSource.KeyPackage(new Lifetime(1, -1)));
  static final LeafNode COMMIT_LEAF = leaf(new LeafNodeSource.Commit(HASH));
  static final KeyPackage KEY_PACKAGE =
      new KeyPackage(ProtocolVersion.MLS10, SUITE, KEY, PACKAGE_LEAF, List.of(GREASE), SIGNATURE);
  static final ParentNode PARENT =
      new ParentNode(KEY, HASH, List.of(new LeafIndex(2), new LeafIndex(-1)));
  static final HpkeCiphertext CIPHERTEXT =
      new HpkeCiphertext(Bytes.ofUtf8("kem"), Bytes.ofUtf8("ciphertext"));
  static final PreSharedKeyId EXTERNAL_PSK =
      new PreSharedKeyId(new PreSharedKeyId.Source.External(Bytes.ofUtf8("psk")), HASH);
  static final UpdatePath PATH =
      new UpdatePath(
          COMMIT_LEAF,
          List.of(
              new UpdatePathNode(KEY, List.of()),
              new UpdatePathNode(KEY, List.of(CIPHERTEXT, CIPHERTEXT))));
  static final Proposal REMOVE = new Proposal.Remove(new LeafIndex(-2));
  static final Commit COMMIT =
      new Commit(
          List.of(new ProposalOrRef.ByValue(REMOVE), new ProposalOrRef.ByReference(HASH)),
          Optional.of(PATH));
  static final GroupContext CONTEXT =
      new GroupContext(
          ProtocolVersion.MLS10,
          SUITE,
          GROUP,
          new Epoch(-3),
          HASH,
          HASH,
          List.of(REQUIRED, SENDERS));

  static FramedContent framed(Sender sender, Content content) {
    return new FramedContent(GROUP, new Epoch(7), sender, Bytes.ofUtf8("aad"), content);
  }

  static final Sender MEMBER = new Sender.Member(new LeafIndex(3));
  static final FramedContentAuthData SIGNED = FramedContentAuthData.signed(SIGNATURE);
  static final FramedContentAuthData CONFIRMED = FramedContentAuthData.confirmed(SIGNATURE, HASH);
  static final PublicMessage PUBLIC_COMMIT =
      new PublicMessage(framed(MEMBER, COMMIT), CONFIRMED, Optional.of(HASH));
  static final PrivateMessage PRIVATE =
      new PrivateMessage(
          GROUP, new Epoch(7), ContentType.APPLICATION, HASH, SIGNATURE, Bytes.ofUtf8("sealed"));
  static final GroupInfo INFO =
      new GroupInfo(
          CONTEXT,
          List.of(new Extension.ExternalPub(KEY), GREASE),
          HASH,
          new LeafIndex(1),
          SIGNATURE);
  static final Welcome WELCOME =
      new Welcome(SUITE, List.of(new EncryptedGroupSecrets(HASH, CIPHERTEXT)), SIGNATURE);

  private static final List<Proposal> PROPOSALS =
      List.of(
          new Proposal.Add(KEY_PACKAGE),
          new Proposal.Update(leaf(new LeafNodeSource.Update())),
          REMOVE,
          new Proposal.PreSharedKey(EXTERNAL_PSK),
          new Proposal.ReInit(GROUP, ProtocolVersion.MLS10, new SuiteId(0x5a5a), List.of(REQUIRED)),
          new Proposal.ExternalInit(Bytes.ofUtf8("kem")),
          new Proposal.GroupContextExtensions(List.of()));

  /// All of them.
  public static List<Sample<?>> all() {
    var all = new ArrayList<Sample<?>>(treeAndPackages());
    all.addAll(proposalsAndCommits());
    all.addAll(framingAndGroup());
    return all;
  }

  private static List<Sample<?>> treeAndPackages() {
    var all = new ArrayList<Sample<?>>();
    all.add(new Sample<>("Capabilities", Capabilities.CODEC, GREASED));
    all.add(new Sample<>("Lifetime", Lifetime.CODEC, new Lifetime(5, -6)));
    all.add(
        new Sample<>(
            "Credential.X509",
            Credential.CODEC,
            new Credential.X509(List.of(Bytes.ofUtf8("cert"), Bytes.EMPTY))));
    all.add(new Sample<>("ExternalSender", ExternalSender.CODEC, SERVER));
    all.add(
        new Sample<>(
            "Extensions",
            Extensions.CODEC,
            List.of(
                new Extension.ApplicationId(Bytes.EMPTY),
                new Extension.RatchetTree(Bytes.of(0)),
                REQUIRED,
                new Extension.ExternalPub(KEY),
                SENDERS,
                GREASE)));
    all.add(new Sample<>("LeafNode.KeyPackage", LeafNode.CODEC, PACKAGE_LEAF));
    all.add(new Sample<>("LeafNode.Commit", LeafNode.CODEC, COMMIT_LEAF));
    all.add(new Sample<>("ParentNode", ParentNode.CODEC, PARENT));
    all.add(
        new Sample<>(
            "Node.TREE",
            Node.TREE,
            List.of(
                Optional.of(new Node.Leaf(PACKAGE_LEAF)),
                Optional.of(new Node.Parent(PARENT)),
                Optional.empty())));
    all.add(new Sample<>("KeyPackage", KeyPackage.CODEC, KEY_PACKAGE));
    return all;
  }

  private static List<Sample<?>> proposalsAndCommits() {
    var all = new ArrayList<Sample<?>>();
    all.add(
        new Sample<>(
            "PreSharedKeyId.Resumption",
            PreSharedKeyId.CODEC,
            new PreSharedKeyId(
                new PreSharedKeyId.Source.Resumption(ResumptionUsage.BRANCH, GROUP, new Epoch(9)),
                HASH)));
    for (var proposal : PROPOSALS) {
      all.add(
          new Sample<>(
              "Proposal." + proposal.getClass().getSimpleName(), Proposal.CODEC, proposal));
    }
    all.add(
        new Sample<>("ProposalOrRef", ProposalOrRef.CODEC, new ProposalOrRef.ByReference(HASH)));
    all.add(new Sample<>("UpdatePathNode", UpdatePathNode.CODEC, PATH.nodes().getLast()));
    all.add(new Sample<>("UpdatePath", UpdatePath.CODEC, PATH));
    all.add(new Sample<>("Commit", Commit.CODEC, COMMIT));
    return all;
  }

  private static List<Sample<?>> framingAndGroup() {
    var all = new ArrayList<Sample<?>>();
    all.add(
        new Sample<>(
            "FramedContent.External",
            FramedContent.CODEC,
            framed(new Sender.External(0xffff_ffffL), REMOVE)));
    all.add(
        new Sample<>(
            "FramedContent.NewMember",
            FramedContent.CODEC,
            framed(new Sender.NewMemberProposal(), PROPOSALS.getFirst())));
    all.add(
        new Sample<>(
            "FramedContentAuthData", FramedContentAuthData.codec(ContentType.COMMIT), CONFIRMED));
    all.add(
        new Sample<>(
            "AuthenticatedContent",
            AuthenticatedContent.CODEC,
            new AuthenticatedContent(
                WireFormat.PUBLIC_MESSAGE,
                framed(new Sender.NewMemberCommit(), COMMIT),
                CONFIRMED)));
    all.add(new Sample<>("PublicMessage.Commit", PublicMessage.CODEC, PUBLIC_COMMIT));
    all.add(
        new Sample<>(
            "PublicMessage.External",
            PublicMessage.CODEC,
            new PublicMessage(framed(new Sender.External(0), REMOVE), SIGNED, Optional.empty())));
    all.add(new Sample<>("PrivateMessage", PrivateMessage.CODEC, PRIVATE));
    all.add(
        new Sample<>(
            "SenderData",
            SenderData.CODEC,
            new SenderData(new LeafIndex(4), 0xffff_fffeL, Bytes.of(1, 2, 3, 4))));
    all.add(new Sample<>("GroupContext", GroupContext.CODEC, CONTEXT));
    all.add(new Sample<>("GroupInfo", GroupInfo.CODEC, INFO));
    all.add(new Sample<>("Welcome", Welcome.CODEC, WELCOME));
    for (MlsMessage message : List.of(PUBLIC_COMMIT, PRIVATE, WELCOME, INFO, KEY_PACKAGE)) {
      all.add(new Sample<>("MlsMessage." + message.wireFormat(), MlsMessage.CODEC, message));
    }
    return all;
  }
}
