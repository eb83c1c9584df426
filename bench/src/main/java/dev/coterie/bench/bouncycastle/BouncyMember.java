package dev.coterie.bench.bouncycastle;

import dev.coterie.cli.peer.BenchMember;
import dev.coterie.codec.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.mls.TreeKEM.LeafIndex;
import org.bouncycastle.mls.TreeKEM.LeafNode;
import org.bouncycastle.mls.TreeKEM.LifeTime;
import org.bouncycastle.mls.codec.Capabilities;
import org.bouncycastle.mls.codec.Credential;
import org.bouncycastle.mls.codec.KeyPackage;
import org.bouncycastle.mls.codec.MLSInputStream;
import org.bouncycastle.mls.codec.MLSMessage;
import org.bouncycastle.mls.codec.MLSOutputStream;
import org.bouncycastle.mls.codec.Proposal;
import org.bouncycastle.mls.codec.WireFormat;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;
import org.bouncycastle.mls.protocol.Group;
import org.bouncycastle.mls.protocol.Group.GroupWithMessage;

/// One client of Bouncy Castle's MLS.
final class BouncyMember implements BenchMember {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LIFETIME = Duration.ofDays(28);

  /// What joining includes.
  enum Joining {
    /// What the API does.
    PLAIN,
    /// Also the signature of every leaf of the tree (RFC 9420 §7.3), which the API leaves out.
    WITH_LEAF_SIGNATURES
  }

  private final Joining joining;
  private final MlsCipherSuite suite;
  private final String name;
  private final AsymmetricCipherKeyPair signatureKeys;
  private Optional<Own> own = Optional.empty();
  private Optional<Group> group = Optional.empty();
  private Optional<GroupWithMessage> staged = Optional.empty();

  /// A key package of ours and its keys.
  private record Own(KeyPackage open, AsymmetricCipherKeyPair init, AsymmetricCipherKeyPair leaf) {}

  private BouncyMember(Joining joining, MlsCipherSuite suite, String name) {
    this.joining = joining;
    this.suite = suite;
    this.name = name;
    this.signatureKeys = suite.generateSignatureKeyPair();
  }

  static BenchMember.Maker maker(Joining joining) {
    return (code, name) -> make(joining, code, name);
  }

  private static BenchMember make(Joining joining, int code, String name) {
    for (short supported : MlsCipherSuite.ALL_SUPPORTED_SUITES) {
      if (supported == code) {
        return new BouncyMember(joining, done(() -> MlsCipherSuite.getSuite(supported)), name);
      }
    }
    throw new UnsupportedOperationException("cipher suite " + code);
  }

  @Override
  public Bytes keyPackage() {
    return done(
        () -> {
          Own made = fresh();
          own = Optional.of(made);
          return encoded(MLSMessage.keyPackage(made.open()));
        });
  }

  @Override
  public Created create(Bytes groupId, List<Bytes> keyPackages) {
    return done(
        () -> {
          Own made = fresh();
          var founded =
              new Group(
                  groupId.toArray(),
                  suite,
                  made.leaf(),
                  signer(),
                  made.open().getLeafNode(),
                  new ArrayList<>());
          List<Proposal> adds = new ArrayList<>();
          for (Bytes keyPackage : keyPackages) {
            adds.add(Proposal.add(checked(keyPackage)));
          }
          GroupWithMessage next = commit(founded, adds);
          var carrier = new MLSMessage(WireFormat.mls_welcome);
          carrier.welcome = next.message.welcome;
          var created = new Created(encoded(next.message), encoded(carrier));
          group = Optional.of(next.group);
          return created;
        });
  }

  @Override
  public void join(Bytes welcome) {
    Group joined = done(() -> joined(welcome));
    if (joining == Joining.WITH_LEAF_SIGNATURES) {
      done(() -> verified(joined));
    }
    group = Optional.of(joined);
  }

  private Group joined(Bytes welcome) throws Exception {
    Own invited = own.orElseThrow();
    return new Group(
        suite.getHPKE().serializePrivateKey(invited.init().getPrivate()),
        invited.leaf(),
        signer(),
        invited.open(),
        decoded(welcome).welcome,
        null,
        new HashMap<>(),
        new HashMap<>());
  }

  private Group verified(Group of) throws Exception {
    long leaves = of.getTree().getSize().leafCount();
    for (int index = 0; index < leaves; index++) {
      LeafNode leaf = of.getTree().getLeafNode(new LeafIndex(index));
      if (leaf != null && !leaf.verify(suite, leaf.toBeSigned(of.getGroupID(), index))) {
        throw new IllegalStateException("the signature of leaf " + index);
      }
    }
    return of;
  }

  @Override
  public Bytes commit() {
    return done(
        () -> {
          GroupWithMessage next = commit(group(), new ArrayList<>());
          staged = Optional.of(next);
          return encoded(next.message);
        });
  }

  @Override
  public void merge() {
    group = staged.map(next -> next.group);
    staged = Optional.empty();
  }

  @Override
  public void process(Bytes commit) {
    group = Optional.of(done(() -> group().handle(commit.toArray(), null)));
  }

  @Override
  public Bytes encrypt(Bytes data) {
    return done(() -> encoded(group().protect(new byte[0], data.toArray(), 0)));
  }

  @Override
  public Bytes decrypt(Bytes message) {
    return done(() -> Bytes.wrap(group().unprotect(decoded(message))[1]));
  }

  private Group group() {
    return group.orElseThrow();
  }

  private byte[] signer() {
    return suite.serializeSignaturePrivateKey(signatureKeys.getPrivate());
  }

  private Own fresh() throws Exception {
    AsymmetricCipherKeyPair init = suite.getHPKE().generatePrivateKey();
    AsymmetricCipherKeyPair leaf = suite.getHPKE().generatePrivateKey();
    var node =
        new LeafNode(
            suite,
            suite.getHPKE().serializePublicKey(leaf.getPublic()),
            suite.serializeSignaturePublicKey(signatureKeys.getPublic()),
            Credential.forBasic(name.getBytes(StandardCharsets.UTF_8)),
            new Capabilities(),
            lifetime(),
            new ArrayList<>(),
            signer());
    byte[] initKey = suite.getHPKE().serializePublicKey(init.getPublic());
    return new Own(new KeyPackage(suite, initKey, node, new ArrayList<>(), signer()), init, leaf);
  }

  private static LifeTime lifetime() throws Exception {
    long now = Instant.now().getEpochSecond();
    var range =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(now - Duration.ofHours(1).toSeconds())
            .putLong(now + LIFETIME.toSeconds());
    return new LifeTime(new MLSInputStream(range.array()));
  }

  private static KeyPackage checked(Bytes message) throws Exception {
    KeyPackage keyPackage = decoded(message).keyPackage;
    if (keyPackage == null || !keyPackage.verify()) {
      throw new IllegalArgumentException("not a key package, or wrongly signed");
    }
    return keyPackage;
  }

  /// A commit with a path, encrypted, with the tree in the welcome.
  private GroupWithMessage commit(Group before, List<Proposal> proposals) throws Exception {
    var entropy = new byte[suite.getKDF().getHashLength()];
    RANDOM.nextBytes(entropy);
    return before.commit(
        new Secret(entropy),
        new Group.CommitOptions(proposals, true, true, null),
        new Group.MessageOptions(true, new byte[0], 0),
        new Group.CommitParameters(Group.NORMAL_COMMIT_PARAMS));
  }

  private static MLSMessage decoded(Bytes message) throws Exception {
    return (MLSMessage) MLSInputStream.decode(message.toArray(), MLSMessage.class);
  }

  private static Bytes encoded(MLSMessage message) throws Exception {
    return Bytes.wrap(MLSOutputStream.encode(message));
  }

  private static <T> T done(Callable<T> step) {
    try {
      return step.call();
    } catch (RuntimeException problem) {
      throw problem;
    } catch (Exception problem) {
      throw new IllegalStateException("Bouncy Castle: " + problem, problem);
    }
  }
}
