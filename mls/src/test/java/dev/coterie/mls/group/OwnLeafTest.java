package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Capabilities;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.schedule.TranscriptHash;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What we say of ourselves, and how a group of ours begins.
class OwnLeafTest {
  private static final int OURS = 0xF1F2;

  private final World world = new World(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  private final World.Client alice = world.client("alice");

  private static List<Integer> real(List<Integer> codes) {
    return codes.stream().filter(Predicate.not(Grease::is)).toList();
  }

  private static boolean greased(List<Integer> codes) {
    return codes.stream().anyMatch(Grease::is);
  }

  /// XT-05, XT-07, XT-10.
  @Test
  void capabilities_listWhatWeSupport_andGrease_andNothingElse() {
    alice.identity = alice.identity.supporting(OURS);
    Capabilities can = alice.keyPackage().leafNode().capabilities();
    assertThat(real(can.cipherSuites()))
        .containsExactlyElementsOf(
            Arrays.stream(CipherSuite.values()).map(CipherSuite::code).toList());
    assertThat(real(can.extensions())).containsExactly(OURS);
    assertThat(real(can.proposals())).isEmpty();
    assertThat(real(can.credentials()))
        .containsExactly(Credential.Basic.TYPE, Credential.X509.TYPE);
    assertThat(can.extensions()).noneMatch(Extension::isDefault);
    assertThat(can.proposals()).noneMatch(Proposal::isDefault);
    assertThat(List.of(can.cipherSuites(), can.extensions(), can.proposals(), can.credentials()))
        .allMatch(OwnLeafTest::greased);
  }

  /// XT-10, XT-11, KP-07.
  @Test
  void greaseExtensions_areInLeafPackageAndGroupInfo_andTheLeafListsThem() {
    KeyPackage keyPackage = alice.keyPackage();
    List<Integer> listed = keyPackage.leafNode().capabilities().extensions();
    assertThat(keyPackage.extensions()).isNotEmpty().allMatch(one -> listed.contains(one.type()));
    assertThat(keyPackage.leafNode().extensions())
        .isNotEmpty()
        .allMatch(one -> listed.contains(one.type()));
    alice.found(List.of());
    GroupInfo info = (GroupInfo) MlsMessage.CODEC.decode(alice.groupInfo(TreePlacement.INSIDE));
    assertThat(info.extensions()).anyMatch(one -> Grease.is(one.type()));
    assertThat(info.groupContext().extensions()).isEmpty();
    var quiet = world.client("quiet");
    quiet.identity = quiet.identity.grease(GreasePolicy.LISTS_ONLY);
    assertThat(quiet.keyPackage().extensions()).isEmpty();
    assertThat(quiet.keyPackage().leafNode().extensions()).isEmpty();
  }

  /// GI-08, GI-09: ambiguity A2.
  @Test
  void groupBegins_inEpochZero_alone_withATagThatTheNextCommitBuildsOn() {
    alice.found(List.of());
    EpochState epoch = alice.group().state().epoch();
    assertThat(epoch.number()).isEqualTo(Epoch.ZERO);
    assertThat(epoch.tree().memberCount()).isEqualTo(1);
    assertThat(epoch.context().confirmedTranscriptHash()).isEqualTo(Bytes.EMPTY);
    assertThat(epoch.secrets().confirms(Bytes.EMPTY, epoch.confirmationTag())).isTrue();
    assertThat(epoch.interimTranscriptHash())
        .isEqualTo(TranscriptHash.interim(world.crypto, Bytes.EMPTY, epoch.confirmationTag()));
    Bytes first = alice.group().epochAuthenticator();
    world.client("bob").found(List.of());
    assertThat(world.client("bob").group().epochAuthenticator()).isNotEqualTo(first);
  }
}
