package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.CryptoMeter;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A thousand people in one commit: one welcome, work in proportion to them, and nothing more.
class ManyAddsTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
  private static final int NEWCOMERS = 1_000;

  private final SeededRandom random = new SeededRandom(1);
  private final SuiteCrypto crypto = SuiteCrypto.of(SUITE);
  private final CryptoMeter.Totals meter = new CryptoMeter.Totals();
  private final Engine counted = Engine.of(crypto.counted(meter));

  private Identity identity(String name) {
    return new Identity(
        SUITE, new Credential.Basic(Bytes.ofUtf8(name)), crypto.generateSignatureKeyPair(random));
  }

  @Test
  void aThousandAddsInOneCommit_costInProportion() {
    List<KeyPackage> packages = new ArrayList<>();
    Identity last = identity("last");
    KeyPackageBundle bundle = bundle(last);
    for (int i = 1; i < NEWCOMERS; i++) {
      packages.add(bundle(identity("member " + i)).keyPackage());
    }
    packages.add(bundle.keyPackage());
    GroupSettings settings = GroupSettings.recommended();
    MlsGroup founder =
        MlsGroup.create(
                counted,
                identity("founder"),
                new GroupId(Bytes.ofUtf8("crowd")),
                List.of(),
                settings,
                random,
                World.NOW)
            .group();
    meter.reset();
    StagedCommit staged =
        founder.stage(
            CommitRequest.empty().add(packages).tree(TreePlacement.BESIDE), random, World.NOW);
    assertThat(meter.of(CryptoMeter.Operation.HPKE_SEAL)).isEqualTo(NEWCOMERS);
    assertThat(meter.of(CryptoMeter.Operation.VERIFY))
        .isBetween(2L * NEWCOMERS, 2L * NEWCOMERS + 8);
    assertThat(meter.of(CryptoMeter.Operation.SIGN)).isLessThan(8);
    meter.reset();
    StateDelta delta = founder.merge(staged);
    assertThat(delta.puts()).hasSizeBetween(NEWCOMERS, NEWCOMERS + 60);
    assertThat(meter.of(CryptoMeter.Operation.HPKE_SEAL)).isZero();
    assertThat(founder.memberCount()).isEqualTo(NEWCOMERS + 1);

    Joined joined =
        MlsGroup.join(
            counted,
            last,
            bundle,
            staged.welcome().orElseThrow(),
            staged.ratchetTree(),
            settings,
            World.NOW);
    assertThat(joined.group().epochAuthenticator()).isEqualTo(founder.epochAuthenticator());
    Sealed hello = founder.seal(Bytes.EMPTY, Bytes.ofUtf8("welcome"), random);
    meter.reset();
    var heard = (Incoming.Application) joined.group().receive(hello.message(), World.NOW);
    assertThat(heard.plaintext().utf8()).isEqualTo("welcome");
    assertThat(heard.delta().puts()).hasSizeLessThan(20);
    assertThat(joined.group().rows()).hasSizeGreaterThan(NEWCOMERS);
    assertThat(Optional.of(joined.invitedBy())).contains(founder.self());
  }

  private KeyPackageBundle bundle(Identity owner) {
    return KeyPackages.create(
        crypto, owner, KeyPackages.lifetime(World.NOW, Duration.ofDays(30)), random);
  }
}
