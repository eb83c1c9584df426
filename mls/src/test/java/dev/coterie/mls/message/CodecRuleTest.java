package dev.coterie.mls.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.mls.policy.CodecRule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each rule on bytes, broken once.
class CodecRuleTest {
  private static final Map<CodecRule, Runnable> BREACHES = new EnumMap<>(CodecRule.class);

  static {
    BREACHES.put(CodecRule.PRESENCE, () -> malformed(Commit.CODEC, "0002", "path"));
    BREACHES.put(
        CodecRule.SHORTEST_LENGTH, () -> malformed(Proposal.body(6), "400161", "kem_output"));
    BREACHES.put(
        CodecRule.LENGTH_PREFIX,
        () -> malformed(Proposal.body(6), "c0000000000000016161", "kem_output"));
    BREACHES.put(CodecRule.LENGTH_FIRST, () -> malformed(Commit.CODEC, "bfffffff", "proposals"));
    BREACHES.put(CodecRule.WHOLE_INPUT, () -> malformed(Lifetime.CODEC, "00".repeat(17), "end"));
    BREACHES.put(CodecRule.WHOLE_EXTENSION, () -> malformed(Extension.CODEC, "0001020000", "end"));
    BREACHES.put(CodecRule.UNSIGNED, CodecRuleTest::unsigned);
    BREACHES.put(CodecRule.CLOSED_ENUM, CodecRuleTest::closedEnums);
    BREACHES.put(CodecRule.OPEN_REGISTRY, CodecRuleTest::openRegistries);
    BREACHES.put(CodecRule.UNKNOWN_BODY, CodecRuleTest::unknownBodies);
    BREACHES.put(CodecRule.ENVELOPE, CodecRuleTest::envelopes);
    BREACHES.put(CodecRule.SAME_BYTES, CodecRuleTest::orderKept);
    BREACHES.put(CodecRule.NOTHING_ELSE, CodecRuleTest::deepAndEmpty);
    BREACHES.put(
        CodecRule.EXTENSION_TWICE,
        () -> malformed(Extensions.CODEC, "060aaa000aaa00", "extensions"));
    BREACHES.put(CodecRule.PACKAGE_VERSION, CodecRuleTest::packageVersion);
    BREACHES.put(
        CodecRule.UNMERGED_ORDER,
        () -> malformed(ParentNode.CODEC, "0000080000000200000002", "unmerged_leaves"));
    BREACHES.put(CodecRule.EXTERNAL_CONTENT, CodecRuleTest::externalContent);
    BREACHES.put(
        CodecRule.NEW_MEMBER_PROPOSAL,
        () -> misfit(new Sender.NewMemberProposal(), Samples.REMOVE));
    BREACHES.put(CodecRule.NEW_MEMBER_COMMIT, CodecRuleTest::newMemberCommit);
    BREACHES.put(CodecRule.CONFIRMATION_TAG, CodecRuleTest::confirmationTag);
    BREACHES.put(CodecRule.PADDING, CodecRuleTest::padding);
  }

  @TestFactory
  Stream<DynamicTest> everyRule_broken_isRefused() {
    assertThat(BREACHES).containsOnlyKeys(CodecRule.values());
    return BREACHES.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey().name(), entry.getValue()::run));
  }

  private static void malformed(Codec<?> codec, String hex, String field) {
    malformed(codec, Bytes.fromHex(hex), field);
  }

  private static void malformed(Codec<?> codec, Bytes input, String field) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> codec.decode(input))
        .satisfies(e -> assertThat(e.field()).isEqualTo(field));
  }

  private static void unsigned() {
    var late = Lifetime.CODEC.decode(Bytes.fromHex("0000000000000001ffffffffffffffff"));
    assertThat(late.isOrdered()).isTrue();
    assertThat(new Epoch(1).isBefore(new Epoch(-1))).isTrue();
    assertThat(new LeafIndex(-1)).isGreaterThan(new LeafIndex(1));
    assertThat(new LeafIndex(-1).isAddressable()).isFalse();
    assertThat(new LeafIndex(LeafIndex.LIMIT - 1).isAddressable()).isTrue();
    assertThat(new Epoch(-1).isLast()).isTrue();
  }

  private static void closedEnums() {
    for (String code : List.of("00", "09", "ff")) {
      malformed(Sender.CODEC, code + "00000000", "sender_type");
      malformed(ProposalOrRef.CODEC, code, "proposal_or_ref");
      malformed(Node.CODEC, code, "node_type");
      malformed(PreSharedKeyId.CODEC, code, "psktype");
      malformed(PreSharedKeyId.CODEC, "02" + code, "usage");
      malformed(PrivateMessage.CODEC, "00" + "00".repeat(8) + code, "content_type");
      malformed(LeafNode.CODEC, "0000" + "000100" + "0000000000" + code, "leaf_node_source");
    }
  }

  private static void openRegistries() {
    var decoded = Capabilities.CODEC.decode(Capabilities.CODEC.encode(Samples.GREASED));
    assertThat(decoded).isEqualTo(Samples.GREASED);
    assertThat(decoded.supportsExtension(0x1a1a)).isTrue();
    assertThat(decoded.supportsProposal(0x1a1a)).isFalse();
    assertThat(new SuiteId(0x0a0a).known()).isEmpty();
  }

  private static void unknownBodies() {
    malformed(Proposal.CODEC, "0a0a00", "proposal_type");
    malformed(Proposal.CODEC, "0000", "proposal_type");
    malformed(Credential.CODEC, "0a0a00", "credential_type");
  }

  private static void envelopes() {
    malformed(MlsMessage.CODEC, "00020001", "version");
    malformed(MlsMessage.CODEC, "00010000", "wire_format");
    malformed(MlsMessage.CODEC, "00010006", "wire_format");
  }

  private static void orderKept() {
    var lists = Bytes.fromHex("0b" + "0bbb0102" + "0aaa00" + "00010100");
    assertThat(Extensions.CODEC.encode(Extensions.CODEC.decode(lists))).isEqualTo(lists);
  }

  private static void deepAndEmpty() {
    malformed(Node.TREE, "0101", "node_type");
    malformed(Welcome.CODEC, "0001" + "0101" + "00", "new_member");
  }

  private static void packageVersion() {
    var newer =
        new KeyPackage(
            new ProtocolVersion(2),
            Samples.SUITE,
            Samples.KEY,
            Samples.PACKAGE_LEAF,
            List.of(),
            Samples.SIGNATURE);
    malformed(MlsMessage.CODEC, MlsMessage.CODEC.encode(newer), "key_package");
  }

  private static void externalContent() {
    misfit(new Sender.External(0), new Proposal.Update(Samples.COMMIT_LEAF));
    misfit(new Sender.External(0), new Proposal.ExternalInit(Samples.HASH));
    misfit(new Sender.External(0), Samples.COMMIT);
    misfit(new Sender.External(0), new ApplicationData(Samples.HASH));
  }

  private static void newMemberCommit() {
    misfit(new Sender.NewMemberCommit(), new Commit(List.of(), Optional.empty()));
    misfit(new Sender.NewMemberCommit(), Samples.REMOVE);
  }

  private static void misfit(Sender sender, Content content) {
    malformed(
        FramedContent.CODEC, FramedContent.CODEC.encode(Samples.framed(sender, content)), "sender");
  }

  private static void confirmationTag() {
    var out = new WireWriter();
    FramedContent.CODEC.write(Samples.framed(Samples.MEMBER, Samples.COMMIT), out);
    malformed(PublicMessage.CODEC, out.opaque(Samples.SIGNATURE).toBytes(), "confirmation_tag");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                new PublicMessage(
                    Samples.framed(Samples.MEMBER, Samples.REMOVE),
                    Samples.CONFIRMED,
                    Optional.of(Samples.HASH)));
  }

  private static void padding() {
    var codec = PrivateMessageContent.codec(ContentType.APPLICATION);
    Bytes padded =
        codec.encode(
            new PrivateMessageContent(new ApplicationData(Samples.HASH), Samples.SIGNED, 9));
    assertThat(codec.decode(padded).padding()).isEqualTo(9);
    byte[] octets = padded.toArray();
    octets[octets.length - 1] = 1;
    malformed(codec, Bytes.wrap(octets), "padding");
  }
}
