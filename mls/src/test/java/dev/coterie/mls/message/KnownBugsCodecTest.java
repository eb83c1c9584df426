package dev.coterie.mls.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkePublicKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Where other implementations of RFC 9420 read or wrote bytes wrongly. docs/known-bugs.md says
/// what went wrong there.
class KnownBugsCodecTest {
  private static void malformed(Codec<?> codec, String hex) {
    malformed(codec, Bytes.fromHex(hex));
  }

  private static void malformed(Codec<?> codec, Bytes input) {
    assertThatExceptionOfType(MalformedException.class)
        .as("%s", input.toHex())
        .isThrownBy(() -> codec.decode(input));
  }

  private static Bytes octets(int size) {
    return Bytes.wrap(new byte[size]);
  }

  @Test
  @DisplayName("openmls#2147: the size of an extension around 0x3f and 0x3fff octets")
  void extension_atTheBordersOfTheLength_isWrittenAsLongAsItIs() {
    for (int size : new int[] {0, 0x3e, 0x3f, 0x40, 0x3ffe, 0x3fff, 0x4000, 0x4001}) {
      var extension = new Extension.Unknown(0x4a4a, octets(size));
      int prefix = size < 0x40 ? 1 : size < 0x4000 ? 2 : 4;
      Bytes one = Extension.CODEC.encode(extension);
      assertThat(one.size()).isEqualTo(2 + prefix + size);
      assertThat(Extension.CODEC.decode(one)).isEqualTo(extension);
      Bytes list = Extensions.CODEC.encode(List.of(extension, Samples.REQUIRED));
      assertThat(Extensions.CODEC.decode(list)).containsExactly(extension, Samples.REQUIRED);
    }
  }

  @Test
  @DisplayName("openmls#2134: octets behind the payload of a known extension")
  void knownExtension_withMoreThanItsPayload_isRefused() {
    for (Extension known :
        List.of(
            new Extension.ExternalPub(Samples.KEY),
            Samples.REQUIRED,
            Samples.SENDERS,
            new Extension.ApplicationId(Samples.HASH))) {
      Bytes whole = Extension.CODEC.encode(known);
      Bytes body = whole.slice(3);
      assertThat(whole.at(2)).as("a short length").isEqualTo(body.size());
      malformed(
          Extension.CODEC,
          new WireWriter().uint16(known.type()).opaque(Bytes.concat(body, Bytes.of(0))).toBytes());
    }
  }

  @Test
  @DisplayName("formats#1084: limits of the length forms off by one, longer forms taken")
  void length_inALongerForm_isRefusedUpToTheBorder() {
    for (String longer : List.of("4000", "403f", "80000000", "8000003f", "80003fff")) {
      malformed(Proposal.body(Proposal.ExternalInit.TYPE), longer + "00".repeat(0x3fff));
    }
    for (int size : new int[] {0x3f, 0x40, 0x3fff, 0x4000}) {
      var init = new Proposal.ExternalInit(octets(size));
      assertThat(Proposal.CODEC.decode(Proposal.CODEC.encode(init))).isEqualTo(init);
    }
  }

  @Test
  @DisplayName("formats#751: 62-bit lengths, and an endless loop on empty vectors")
  void lengthsOfQuic_areRefused_andEmptyVectorsEnd() {
    malformed(Proposal.body(Proposal.ExternalInit.TYPE), "c00000000000000161");
    assertThat(Extensions.CODEC.decode(Bytes.of(0))).isEmpty();
    assertThat(Commit.CODEC.decode(Bytes.fromHex("0000")).proposals()).isEmpty();
  }

  @Test
  @DisplayName(
      "bc@1301cb4e86, bc@782740a0fc, ts-mls#361: memory for a length before its octets came")
  void hugeLength_withoutItsOctets_costsNothing() {
    for (int i = 0; i < 1_000; i++) { // a gigabyte each, if it were believed
      malformed(Commit.CODEC, "bfffffff");
      malformed(Extensions.CODEC, "bfffffff4a4abffffffa");
      malformed(Proposal.body(Proposal.ExternalInit.TYPE), "bfffffff00");
      malformed(Node.TREE, "bfffffff01");
    }
  }

  @Test
  @DisplayName(
      "bc@1eb83471eb, ts-mls#647: indexes and generations compared as signed, zero as absent")
  void numbers_areUnsigned_andZeroIsANumber() {
    for (int leaf : new int[] {0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
      var sender = new Sender.Member(new LeafIndex(leaf));
      assertThat(Sender.CODEC.decode(Sender.CODEC.encode(sender))).isEqualTo(sender);
      var remove = new Proposal.Remove(new LeafIndex(leaf));
      assertThat(Proposal.CODEC.decode(Proposal.CODEC.encode(remove))).isEqualTo(remove);
    }
    assertThat(new LeafIndex(-1)).isGreaterThan(new LeafIndex(0));
    assertThat(new LeafIndex(-1).isAddressable()).isFalse();
    assertThat(new Epoch(0).isBefore(new Epoch(-1))).isTrue();
  }

  @Test
  @DisplayName("bc@f6b6c2f786, bc@1a76505c35: codes used as positions in a list")
  void codes_beforeTheFirstAndAfterTheLast_areRefused() {
    for (String code : List.of("00", "05", "7f", "80", "ff")) {
      malformed(Sender.CODEC, code + "00000000");
      malformed(ProposalOrRef.CODEC, code + "00");
      malformed(PreSharedKeyId.CODEC, code + "0000");
      malformed(Node.CODEC, code);
    }
    for (String format : List.of("0000", "0006", "8000", "ffff")) {
      malformed(MlsMessage.CODEC, "0001" + format);
    }
    malformed(MlsMessage.CODEC, "00000001");
    malformed(Proposal.CODEC, "000800");
  }

  @Test
  @DisplayName(
      "openmls#2156, ts-mls#448: reserved and newer codes are unknown values like any other")
  void unknownCodes_comeBackAsTheyWere() {
    for (int code : new int[] {0x0a0a, 0x1a1a, 0xeaea, 0xfafa, 0x4242}) {
      var extension = new Extension.Unknown(code, Samples.HASH);
      Extension again = Extension.CODEC.decode(Extension.CODEC.encode(extension));
      assertThat(again).isEqualTo(extension).hasSameHashCodeAs(extension);
    }
    var newer =
        new Capabilities(
            List.of(1, 2, 0x0a0a), List.of(1, 0xf00d), List.of(), List.of(), List.of(1));
    assertThat(Capabilities.CODEC.decode(Capabilities.CODEC.encode(newer))).isEqualTo(newer);
  }

  @Test
  @DisplayName("mls-rs#299: a proposal of an unknown type has no length that all agree on")
  void unknownProposal_isRefusedWhateverFollows() {
    for (String body : List.of("", "00", "0161", "00000001")) {
      malformed(Proposal.CODEC, "f001" + body);
    }
  }

  @Test
  @DisplayName("GHSA-rrmv-c79f-cf5r: a message that stops the reader")
  void messages_cutAnywhere_areMalformedAndNothingElse() {
    for (MlsMessage message :
        List.of(Samples.PUBLIC_COMMIT, Samples.PRIVATE, Samples.WELCOME, Samples.INFO)) {
      Bytes whole = MlsMessage.CODEC.encode(message);
      for (int at = 0; at < whole.size(); at++) {
        malformed(MlsMessage.CODEC, whole.slice(0, at));
      }
    }
  }

  @Test
  @DisplayName("bc@68768f79e9: a commit from outside without a path")
  void commitFromOutside_withoutAPath_isRefusedWhileReading() {
    malformed(
        FramedContent.CODEC,
        FramedContent.CODEC.encode(
            Samples.framed(new Sender.NewMemberCommit(), new Commit(List.of(), Optional.empty()))));
  }

  @Test
  @DisplayName("mls-rs#313: one type twice in a list of extensions")
  void extensionTwice_isRefusedInEveryList() {
    Bytes one = Extension.CODEC.encode(Samples.GREASE);
    Bytes twice = new WireWriter().opaque(Bytes.concat(one, one)).toBytes();
    malformed(Extensions.CODEC, twice);
    malformed(Proposal.body(Proposal.GroupContextExtensions.TYPE), twice);
  }

  @Test
  @DisplayName("mlspp#429: what an external sender may propose")
  void externalSender_mayProposeKeysAndReInits() {
    for (Proposal allowed :
        List.of(
            new Proposal.PreSharedKey(Samples.EXTERNAL_PSK),
            new Proposal.ReInit(Samples.GROUP, ProtocolVersion.MLS10, Samples.SUITE, List.of()),
            new Proposal.GroupContextExtensions(List.of()),
            new Proposal.Add(Samples.KEY_PACKAGE),
            Samples.REMOVE)) {
      FramedContent content = Samples.framed(new Sender.External(0), allowed);
      assertThat(FramedContent.CODEC.decode(FramedContent.CODEC.encode(content)))
          .isEqualTo(content);
    }
  }

  @Test
  @DisplayName("openmls#1752: an external sender that commits")
  void externalSender_mayNotCommit() {
    malformed(
        FramedContent.CODEC,
        FramedContent.CODEC.encode(Samples.framed(new Sender.External(0), Samples.COMMIT)));
  }

  @Test
  @DisplayName("ts-mls#449: external_pub as a bare key")
  void externalPub_hasItsOwnLength() {
    var key = new HpkePublicKey(octets(32));
    Bytes written = Extension.CODEC.encode(new Extension.ExternalPub(key));
    assertThat(written).isEqualTo(Bytes.concat(Bytes.fromHex("00042120"), octets(32)));
    malformed(Extension.CODEC, Bytes.concat(Bytes.fromHex("000420"), octets(32)));
  }

  @Test
  @DisplayName("spec#714, mls-rs#321: unmerged leaves in any order")
  void unmergedLeaves_outOfOrderOrTwice_areRefused() {
    for (String leaves : List.of("0000000200000001", "0000000100000001", "ffffffff00000000")) {
      malformed(ParentNode.CODEC, "0000" + "08" + leaves);
    }
    assertThat(ParentNode.CODEC.decode(Bytes.fromHex("0000080000000100000002")).unmergedLeaves())
        .containsExactly(new LeafIndex(1), new LeafIndex(2));
  }
}
