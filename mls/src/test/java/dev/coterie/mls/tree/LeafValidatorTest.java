package dev.coterie.mls.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.HpkePublicKey;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.policy.LeafRule;
import dev.coterie.mls.policy.TreeRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// One leaf that is fine, and each way to spoil it.
class LeafValidatorTest {
  private static final int OWN_TYPE = 0xff01;
  private static final LeafIndex AT = new LeafIndex(1);
  private static final LeafNodeSource PACKAGE =
      new LeafNodeSource.KeyPackage(new Lifetime(1_000, 2_000));
  private static final LeafNodeSource UPDATE = new LeafNodeSource.Update();
  private static final LeafNodeSource PATH = new LeafNodeSource.Commit(Bytes.EMPTY);

  private final SuiteCrypto crypto = TestLeaves.CRYPTO;
  private final TestRandom random = new TestRandom(11);
  private final SignatureKeyPair keys = crypto.generateSignatureKeyPair(random);

  private List<Integer> versions = List.of(1);
  private List<Integer> suites = List.of(1);
  private List<Integer> extensionTypes = List.of(OWN_TYPE);
  private List<Integer> proposalTypes = List.of();
  private List<Integer> credentialTypes = List.of(1);
  private List<Extension> leafExtensions = List.of();
  private final List<Extension> groupExtensions = new ArrayList<>();
  private LifetimePolicy lifetimes = LifetimePolicy.RECOMMENDED;
  private Instant now = Instant.ofEpochSecond(1_500);

  private LeafNode.Draft draft(LeafNodeSource source) {
    return new LeafNode.Draft(
        crypto.generateKeyPair(random).publicKey(),
        keys.publicKey(),
        new Credential.Basic(Bytes.ofUtf8("somebody")),
        new Capabilities(versions, suites, extensionTypes, proposalTypes, credentialTypes),
        source,
        leafExtensions);
  }

  private LeafNode leaf(LeafNodeSource source) {
    return source instanceof LeafNodeSource.KeyPackage
        ? draft(source).sign(crypto, keys.privateKey())
        : draft(source).sign(crypto, keys.privateKey(), TestLeaves.GROUP, AT);
  }

  private LeafValidator validator() {
    return LeafValidator.of(crypto, TestLeaves.GROUP, groupExtensions, lifetimes, now);
  }

  private static void refused(LeafRule rule, Executable action) {
    assertEquals(rule, assertThrows(RefusedException.class, action).rule());
  }

  /// The leaf is refused on each of the four ways in.
  private void refusedEverywhere(LeafRule rule) {
    refused(rule, () -> validator().inKeyPackage(leaf(PACKAGE)));
    refused(rule, () -> validator().inUpdate(leaf(UPDATE), AT, leaf(PACKAGE)));
    refused(rule, () -> validator().inPath(leaf(PATH), AT, Optional.empty()));
    refused(rule, () -> validator().inTree(leaf(PACKAGE), AT));
  }

  private void acceptedEverywhere() {
    validator().inKeyPackage(leaf(PACKAGE));
    validator().inUpdate(leaf(UPDATE), AT, leaf(PACKAGE));
    validator().inPath(leaf(PATH), AT, Optional.of(leaf(PACKAGE)));
    for (LeafNodeSource source : List.of(PACKAGE, UPDATE, PATH)) {
      validator().inTree(leaf(source), AT);
    }
  }

  @Test
  void leaf_inOrder_accepted() {
    groupExtensions.add(new Extension.Unknown(OWN_TYPE, Bytes.EMPTY));
    groupExtensions.add(
        new Extension.RequiredCapabilities(List.of(OWN_TYPE, 1), List.of(1), List.of(1)));
    leafExtensions =
        List.of(
            new Extension.Unknown(OWN_TYPE, Bytes.of(1)),
            new Extension.ApplicationId(Bytes.ofUtf8("default types are not listed")));
    acceptedEverywhere();
    validator().beforeSending(leaf(PACKAGE));
  }

  @Test
  void source_ofAnotherWayIn_refused() {
    refused(LeafRule.SOURCE_OF_KEY_PACKAGE, () -> validator().inKeyPackage(leaf(UPDATE)));
    refused(LeafRule.SOURCE_OF_UPDATE, () -> validator().inUpdate(leaf(PATH), AT, leaf(PACKAGE)));
    refused(LeafRule.SOURCE_OF_PATH, () -> validator().inPath(leaf(UPDATE), AT, Optional.empty()));
  }

  @Test
  void encryptionKey_kept_refused() {
    LeafNode update = leaf(UPDATE);
    refused(LeafRule.UPDATE_KEEPS_KEY, () -> validator().inUpdate(update, AT, update));
    LeafNode path = leaf(PATH);
    refused(LeafRule.PATH_KEEPS_KEY, () -> validator().inPath(path, AT, Optional.of(path)));
  }

  @Test
  void signature_ofAnotherKey_refused() {
    SignatureKeyPair other = crypto.generateSignatureKeyPair(random);
    LeafNode leaf = draft(PACKAGE).sign(crypto, other.privateKey());
    refused(LeafRule.SIGNATURE, () -> validator().inKeyPackage(leaf));
    refused(LeafRule.SIGNATURE, () -> validator().inTree(leaf, AT));
  }

  @Test
  void signature_forAnotherPlaceOrGroup_refused() {
    LeafIndex elsewhere = new LeafIndex(2);
    refused(
        LeafRule.SIGNATURE_IN_PLACE,
        () -> validator().inUpdate(leaf(UPDATE), elsewhere, leaf(PACKAGE)));
    refused(
        LeafRule.SIGNATURE_IN_PLACE,
        () -> validator().inPath(leaf(PATH), elsewhere, Optional.empty()));
    LeafNode otherGroup =
        draft(UPDATE).sign(crypto, keys.privateKey(), new GroupId(Bytes.of(1)), AT);
    refused(LeafRule.SIGNATURE_IN_PLACE, () -> validator().inTree(otherGroup, AT));
    validator().inTree(leaf(PACKAGE), elsewhere);
  }

  @Test
  void capabilities_withoutVersionOrSuite_refused() {
    versions = List.of(2);
    refusedEverywhere(LeafRule.VERSION_OR_SUITE);
    versions = List.of(2, 1);
    suites = List.of(2, 3);
    refusedEverywhere(LeafRule.VERSION_OR_SUITE);
  }

  @Test
  void capabilities_withoutRequiredOnes_refused() {
    groupExtensions.add(new Extension.RequiredCapabilities(List.of(0xff02), List.of(), List.of()));
    refusedEverywhere(LeafRule.REQUIRED_CAPABILITIES);
    groupExtensions.set(
        0, new Extension.RequiredCapabilities(List.of(), List.of(0xff02), List.of()));
    refusedEverywhere(LeafRule.REQUIRED_CAPABILITIES);
    groupExtensions.set(0, new Extension.RequiredCapabilities(List.of(), List.of(), List.of(2)));
    refusedEverywhere(LeafRule.REQUIRED_CAPABILITIES);
  }

  @Test
  void capabilities_withoutOwnCredentialType_refused() {
    credentialTypes = List.of(2);
    refusedEverywhere(LeafRule.OWN_CREDENTIAL_TYPE);
  }

  @Test
  void capabilities_withoutOwnExtension_refused() {
    leafExtensions = List.of(new Extension.Unknown(0xff02, Bytes.EMPTY));
    refusedEverywhere(LeafRule.OWN_EXTENSION);
  }

  @Test
  void capabilities_withoutGroupExtension_refused() {
    groupExtensions.add(new Extension.Unknown(0xff02, Bytes.EMPTY));
    refusedEverywhere(LeafRule.GROUP_EXTENSION);
  }

  @Test
  void encryptionKey_noKeyOfTheSuite_refused() {
    HpkePublicKey none = new HpkePublicKey(Bytes.of(1));
    LeafNode inPackage = TestLeaves.renewed(leaf(PACKAGE), none, PACKAGE);
    LeafNode update = TestLeaves.renewed(leaf(UPDATE), none, UPDATE);
    LeafNode path = TestLeaves.renewed(leaf(PATH), none, PATH);
    for (Executable check :
        List.<Executable>of(
            () -> validator().inKeyPackage(inPackage),
            () -> validator().inUpdate(update, AT, leaf(PACKAGE)),
            () -> validator().inPath(path, AT, Optional.empty()),
            () -> validator().inTree(inPackage, AT))) {
      var refused = assertThrows(RefusedException.class, check);
      assertEquals(TreeRule.ENCRYPTION_KEY_INVALID, refused.rule());
    }
  }

  @Test
  void beforeSending_defaultTypesOrLifetimeOver_refused() {
    extensionTypes = List.of(3);
    refused(LeafRule.DEFAULT_TYPE_LISTED, () -> validator().beforeSending(leaf(PACKAGE)));
    acceptedEverywhere();
    extensionTypes = List.of();
    proposalTypes = List.of(1);
    refused(LeafRule.DEFAULT_TYPE_LISTED, () -> validator().beforeSending(leaf(UPDATE)));
    proposalTypes = List.of(0xff02);
    validator().beforeSending(leaf(PACKAGE));
    now = Instant.ofEpochSecond(2_001);
    refused(LeafRule.OWN_LIFETIME, () -> validator().beforeSending(leaf(PACKAGE)));
    now = Instant.ofEpochSecond(999);
    refused(LeafRule.OWN_LIFETIME, () -> validator().beforeSending(leaf(PACKAGE)));
  }

  @Test
  void inTree_lifetimeOver_isForThePolicyToJudge() {
    now = Instant.ofEpochSecond(2_001);
    validator().inTree(leaf(PACKAGE), AT);
    lifetimes = new LifetimePolicy(Duration.ofSeconds(1_000), LifetimePolicy.Members.JUDGED);
    refused(LeafRule.LIFETIME, () -> validator().inTree(leaf(PACKAGE), AT));
    now = Instant.ofEpochSecond(2_000);
    validator().inTree(leaf(PACKAGE), AT);
    lifetimes = new LifetimePolicy(Duration.ofSeconds(999), LifetimePolicy.Members.JUDGED);
    refused(LeafRule.LIFETIME_TOO_LONG, () -> validator().inTree(leaf(PACKAGE), AT));
    validator().inTree(leaf(UPDATE), AT);
    assertThrows(
        IllegalArgumentException.class,
        () -> new LifetimePolicy(Duration.ZERO, LifetimePolicy.Members.JUDGED));
  }

  private RatchetTree two(LeafNode one, LeafNode other) {
    return RatchetTree.of(TestLeaves.SUITE, one).add(other).tree();
  }

  private LeafNode unsigned(Credential credential, List<Integer> supported, int extension) {
    LeafNode some = TestLeaves.unsigned(random);
    return new LeafNode(
        some.encryptionKey(),
        some.signatureKey(),
        credential,
        new Capabilities(versions, suites, List.of(extension), List.of(), supported),
        some.source(),
        List.of(),
        some.signature());
  }

  private LeafNode unsigned(List<Integer> credentialTypesOfIt, int extension) {
    return unsigned(new Credential.Basic(random.bytes(4)), credentialTypesOfIt, extension);
  }

  @Test
  void agreement_sameKeys_refused() {
    LeafNode one = TestLeaves.unsigned(random);
    LeafNode sister = TestLeaves.renewed(one, new HpkePublicKey(random.bytes(32)), UPDATE);
    refused(LeafRule.SIGNATURE_KEY_TAKEN, () -> validator().requireAgreement(two(one, sister)));
    LeafNode other = TestLeaves.renewed(TestLeaves.unsigned(random), one.encryptionKey(), UPDATE);
    refused(LeafRule.ENCRYPTION_KEY_TAKEN, () -> validator().requireAgreement(two(one, other)));
  }

  @Test
  void agreement_keyThatMovesWithinACommit_accepted() {
    LeafNode one = TestLeaves.unsigned(random);
    LeafNode other = TestLeaves.unsigned(random);
    RatchetTree tree = two(one, other);
    LeafNode taken = TestLeaves.renewed(other, one.encryptionKey(), UPDATE);
    RatchetTree meanwhile = tree.update(new LeafIndex(1), taken);
    refused(LeafRule.ENCRYPTION_KEY_TAKEN, () -> validator().requireAgreement(meanwhile));
    validator().requireAgreement(meanwhile.remove(new LeafIndex(0)));
  }

  @Test
  void agreement_credentialTypeNotForAll_refused() {
    LeafNode x509 = unsigned(new Credential.X509(List.of()), List.of(1, 2), 0xff02);
    validator().requireAgreement(two(unsigned(List.of(1, 2), 0xff02), x509));
    refused(
        LeafRule.CREDENTIAL_TYPE_IN_USE,
        () -> validator().requireAgreement(two(unsigned(List.of(1), 0xff02), x509)));
  }

  @Test
  void agreement_requirementNotMetByAll_refused() {
    RatchetTree tree = two(unsigned(List.of(1), 0xff02), unsigned(List.of(1, 2), 0xff03));
    validator().requireAgreement(tree);
    groupExtensions.add(new Extension.Unknown(0xff02, Bytes.EMPTY));
    refused(LeafRule.GROUP_EXTENSION, () -> validator().requireAgreement(tree));
    groupExtensions.set(0, new Extension.RequiredCapabilities(List.of(), List.of(), List.of(2)));
    refused(LeafRule.REQUIRED_CAPABILITIES, () -> validator().requireAgreement(tree));
    validator().requireAgreement(tree.remove(new LeafIndex(0)));
  }

  @Test
  void support_codeListedTwice_countsOnce() {
    LeafNode twice = TestLeaves.unsigned(random);
    Capabilities can =
        new Capabilities(List.of(1), List.of(1), List.of(0xff02, 0xff02), List.of(), List.of(1, 1));
    LeafNode greedy =
        new LeafNode(
            twice.encryptionKey(),
            twice.signatureKey(),
            twice.credential(),
            can,
            twice.source(),
            List.of(),
            twice.signature());
    MemberSupport support = two(TestLeaves.unsigned(random), greedy).support();
    assertEquals(false, support.extension(0xff02));
    assertEquals(true, support.credential(1));
    assertEquals(true, support.suite(TestLeaves.SUITE));
  }
}
