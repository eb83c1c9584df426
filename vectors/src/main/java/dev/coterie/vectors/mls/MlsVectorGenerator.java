package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.mls.framing.SenderDataKeys;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.message.WireFormat;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.schedule.PskSecret;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.RatchetWindow;
import dev.coterie.mls.schedule.SecretTree;
import dev.coterie.mls.schedule.TranscriptHash;
import dev.coterie.mls.tree.TreeMath;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Makes vectors of the official shapes from a suite and a source of randomness. What the same
/// engine makes and verifies proves no interoperability, but it holds later versions to what
/// earlier ones did.
public final class MlsVectorGenerator {
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 62, 63, 64, 255, 256, 16_382, 16_383, 16_384, 65_536, (1 << 30) - 1);

  /// A file of vectors that belong to suites.
  ///
  /// @param name without its ending
  /// @param maker what makes its vectors
  private record File(String name, BiFunction<SuiteCrypto, RandomSource, List<Json.Obj>> maker) {}

  private static final List<File> FILES =
      List.of(
          new File("crypto-basics", (c, r) -> List.of(new GeneratedMessages(c, r).cryptoBasics())),
          own("secret-tree", of -> List.of(of.secretTree(1), of.secretTree(8))),
          new File("message-protection", (c, r) -> List.of(new ProtectedMessages(c, r).generate())),
          own("key-schedule", of -> List.of(of.keySchedule(5))),
          own("psk_secret", of -> IntStream.range(0, 5).mapToObj(of::pskSecret).toList()),
          own("transcript-hashes", of -> List.of(of.transcriptHashes())),
          new File("welcome", (c, r) -> List.of(new GeneratedMessages(c, r).welcome())),
          new File("tree-operations", (c, r) -> new GeneratedTrees(c, r).treeOperations()),
          new File("tree-validation", (c, r) -> new GeneratedTrees(c, r).treeValidation()),
          new File("treekem", (c, r) -> new GeneratedTrees(c, r).treeKem()),
          new File("messages", (c, r) -> List.of(new GeneratedMessages(c, r).messages())),
          new File("passive-client-welcome", (c, r) -> new GeneratedClients(c, r).welcomed()),
          new File(
              "passive-client-handling-commit", (c, r) -> new GeneratedClients(c, r).following()),
          new File(
              "passive-client-random", (c, r) -> List.of(new GeneratedClients(c, r).wandering())));

  private static File own(String name, Function<MlsVectorGenerator, List<Json.Obj>> maker) {
    return new File(name, (c, r) -> maker.apply(new MlsVectorGenerator(c, r)));
  }

  private final SuiteCrypto crypto;
  private final RandomSource random;
  private final int hashSize;

  /// A generator for one suite.
  public MlsVectorGenerator(SuiteCrypto crypto, RandomSource random) {
    this.crypto = crypto;
    this.random = random;
    this.hashSize = crypto.suite().hashSize();
  }

  /// One vector of each kind, by the name of the kind.
  public Map<String, Json.Obj> all() {
    return Map.of(
        "tree-math", treeMath(8),
        "key-schedule", keySchedule(3),
        "secret-tree", secretTree(5),
        "psk_secret", pskSecret(4),
        "transcript-hashes", transcriptHashes(),
        "message-protection", new ProtectedMessages(crypto, random).generate());
  }

  private Json.Builder vector() {
    return Json.object().with("cipher_suite", crypto.suite().code());
  }

  private Bytes bytes() {
    return random.bytes(hashSize);
  }

  static Bytes shown(Secret secret) {
    return secret.export(KeyExport.dangerously());
  }

  /// The files whose vectors belong to no suite.
  public static Map<String, List<Json.Obj>> ofNoSuite() {
    return Map.of(
        "tree-math",
        IntStream.range(0, 10).mapToObj(power -> treeMath(1 << power)).toList(),
        "deserialization",
        LENGTHS.stream().map(MlsVectorGenerator::deserialization).toList());
  }

  /// The vectors of one suite by their file. Each file has randomness of its own, so that none
  /// changes when another one does.
  public static Map<String, List<Json.Obj>> of(CipherSuite suite, long seed) {
    Map<String, List<Json.Obj>> files = new LinkedHashMap<>();
    SuiteCrypto crypto = SuiteCrypto.of(suite);
    for (File file : FILES) {
      long mixed = Objects.hash(seed, suite.code(), file.name);
      RandomSource random = SeededRandomSource.notRandomForReplayOnly(seed << 32 ^ mixed);
      files.put(file.name, file.maker.apply(crypto, random));
    }
    return files;
  }

  private static Json.Obj deserialization(int length) {
    return Json.object()
        .with("vlbytes_header", new WireWriter().varint(length).toBytes())
        .with("length", length)
        .build();
  }

  static Json.Obj treeMath(int leaves) {
    long nodes = TreeMath.nodeCount(leaves);
    var left = new ArrayList<Json>();
    var right = new ArrayList<Json>();
    var parent = new ArrayList<Json>();
    var sibling = new ArrayList<Json>();
    for (long node = 0; node < nodes; node++) {
      boolean isLeaf = TreeMath.level(node) == 0;
      boolean isRoot = node == TreeMath.root(leaves);
      left.add(isLeaf ? new Json.Nothing() : new Json.Num(TreeMath.left(node)));
      right.add(isLeaf ? new Json.Nothing() : new Json.Num(TreeMath.right(node)));
      parent.add(isRoot ? new Json.Nothing() : new Json.Num(TreeMath.parent(node, leaves)));
      sibling.add(isRoot ? new Json.Nothing() : new Json.Num(TreeMath.sibling(node, leaves)));
    }
    return Json.object()
        .with("n_leaves", leaves)
        .with("n_nodes", nodes)
        .with("root", TreeMath.root(leaves))
        .with("left", left)
        .with("right", right)
        .with("parent", parent)
        .with("sibling", sibling)
        .build();
  }

  Json.Obj keySchedule(int count) {
    var group = new GroupId(bytes());
    Secret init = random.secret(hashSize);
    Json.Builder vector =
        vector().with("group_id", group.value()).with("initial_init_secret", shown(init));
    var epochs = new ArrayList<Json>();
    for (int i = 0; i < count; i++) {
      try (var previous = init) {
        var epoch = new GeneratedEpoch(previous, context(group, i));
        epochs.add(epoch.vector);
        init = epoch.nextInit;
      }
    }
    init.close();
    return vector.with("epochs", epochs).build();
  }

  private GroupContext context(GroupId group, long epoch) {
    return new GroupContext(
        ProtocolVersion.MLS10,
        SuiteId.of(crypto.suite()),
        group,
        new Epoch(epoch),
        bytes(),
        bytes(),
        List.of());
  }

  /// One epoch of a key schedule, and the secret that leads to the next.
  private final class GeneratedEpoch {
    final Json.Obj vector;
    final Secret nextInit;

    GeneratedEpoch(Secret init, GroupContext context) {
      var schedule = new KeySchedule(crypto);
      try (var commit = random.secret(hashSize);
          var psk = random.secret(hashSize);
          var joiner = schedule.joinerSecret(init, commit, context);
          var welcome = schedule.welcomeSecret(joiner, psk);
          var start = schedule.epoch(joiner, psk, context);
          var external = start.secrets().externalKeyPair()) {
        var secrets = start.secrets();
        this.nextInit = secrets.initSecret().copy();
        this.vector =
            Json.object()
                .with("tree_hash", context.treeHash())
                .with("commit_secret", shown(commit))
                .with("psk_secret", shown(psk))
                .with("confirmed_transcript_hash", context.confirmedTranscriptHash())
                .with("group_context", context.encode())
                .with("joiner_secret", shown(joiner))
                .with("welcome_secret", shown(welcome))
                .with("init_secret", shown(secrets.initSecret()))
                .with("sender_data_secret", shown(secrets.senderDataSecret()))
                .with("encryption_secret", shown(start.encryptionSecret()))
                .with("exporter_secret", shown(secrets.exporterSecret()))
                .with("epoch_authenticator", secrets.epochAuthenticator())
                .with("external_secret", shown(secrets.externalSecret()))
                .with("confirmation_key", shown(secrets.confirmationKey()))
                .with("membership_key", shown(secrets.membershipKey()))
                .with("resumption_psk", shown(secrets.resumptionPsk()))
                .with("external_pub", external.publicKey().value())
                .with("exporter", exporter(start))
                .build();
      }
    }

    private Json.Obj exporter(KeySchedule.EpochStart start) {
      Bytes context = bytes();
      try (var exported = start.secrets().export("a label", context, 77)) {
        return Json.object()
            .with("label", new Json.Text("a label"))
            .with("context", context)
            .with("length", 77)
            .with("secret", shown(exported))
            .build();
      }
    }
  }

  Json.Obj secretTree(int leaves) {
    Secret root = random.secret(hashSize);
    Json.Builder vector = vector().with("sender_data", senderData());
    vector.with("encryption_secret", shown(root));
    var rows = new ArrayList<Json>();
    try (var tree = SecretTree.start(crypto, leaves, root, RatchetWindow.DEFAULT)) {
      for (int leaf = 0; leaf < leaves; leaf++) {
        var steps = new ArrayList<Json>();
        for (long generation : new long[] {0, 1, 15}) {
          steps.add(step(tree, new LeafIndex(leaf), generation));
        }
        rows.add(new Json.Arr(steps));
      }
    }
    return vector.with("leaves", rows).build();
  }

  private Json step(SecretTree tree, LeafIndex leaf, long generation) {
    var step = Json.object().with("generation", generation);
    for (var kind : RatchetKind.values()) {
      String name = kind == RatchetKind.HANDSHAKE ? "handshake" : "application";
      try (var opening = tree.peek(leaf, kind, generation)) {
        step.with(name + "_key", shown(opening.key().key()));
        step.with(name + "_nonce", shown(opening.key().nonce()));
      }
    }
    return step.build();
  }

  private Json.Obj senderData() {
    Bytes ciphertext = random.bytes(hashSize + 13);
    Bytes sample = ciphertext.slice(0, hashSize);
    try (var secret = random.secret(hashSize);
        var key = SenderDataKeys.key(crypto, secret, sample);
        var nonce = SenderDataKeys.nonce(crypto, secret, sample)) {
      return Json.object()
          .with("sender_data_secret", shown(secret))
          .with("ciphertext", ciphertext)
          .with("key", shown(key))
          .with("nonce", shown(nonce))
          .build();
    }
  }

  Json.Obj pskSecret(int count) {
    var psks = new ArrayList<Json>();
    var entries = new ArrayList<PskSecret.Entry>();
    for (int i = 0; i < count; i++) {
      Bytes id = bytes();
      Bytes nonce = bytes();
      Secret psk = random.secret(hashSize);
      entries.add(
          new PskSecret.Entry(
              new PreSharedKeyId(new PreSharedKeyId.Source.External(id), nonce), psk));
      psks.add(
          Json.object()
              .with("psk_id", id)
              .with("psk", shown(psk))
              .with("psk_nonce", nonce)
              .build());
    }
    try (var secret = PskSecret.of(crypto, entries)) {
      return vector().with("psks", psks).with("psk_secret", shown(secret)).build();
    }
  }

  Json.Obj transcriptHashes() {
    Bytes before = bytes();
    var framed =
        new FramedContent(
            new GroupId(bytes()),
            new Epoch(9),
            new Sender.Member(new LeafIndex(3)),
            Bytes.EMPTY,
            new Commit(List.of(), Optional.empty()));
    Bytes signature = bytes();
    try (var key = random.secret(hashSize)) {
      var unconfirmed =
          new AuthenticatedContent(
              WireFormat.PUBLIC_MESSAGE,
              framed,
              FramedContentAuthData.confirmed(signature, Bytes.EMPTY));
      Bytes confirmed = TranscriptHash.confirmed(crypto, before, unconfirmed);
      Bytes tag = crypto.mac(key, confirmed);
      var commit =
          new AuthenticatedContent(
              WireFormat.PUBLIC_MESSAGE, framed, FramedContentAuthData.confirmed(signature, tag));
      return vector()
          .with("confirmation_key", shown(key))
          .with("authenticated_content", AuthenticatedContent.CODEC.encode(commit))
          .with("interim_transcript_hash_before", before)
          .with("confirmed_transcript_hash_after", confirmed)
          .with("interim_transcript_hash_after", TranscriptHash.interim(crypto, confirmed, tag))
          .build();
    }
  }
}
