package dev.coterie.hubapi.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageOffer.Use;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Links in memory tell what links over a network tell.
final class InMemoryHubTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.of(1));

  private final InMemoryHub hub =
      new InMemoryHub(HubLimits.DEFAULT, InstantSource.system(), Runnable::run);
  private final HubIdentity alice = identity();
  private final HubIdentity bob = identity();

  @Test
  void liveEvents_comeInOrder_toWhomTheyConcern() {
    try (var alices = hub.connect(alice);
        var bobs = hub.connect(bob)) {
      var events = new ArrayList<LiveEvent>();
      var session = bobs.subscribe(events::add);
      alices.createGroup(GROUP);
      session.watch(GROUP);
      alices.append(
          new HandshakeAppend(
              GROUP,
              id(1),
              0,
              Bytes.of(1),
              new RosterChange(Set.of(bob.fingerprint()), Set.of()),
              Optional.of(
                  new WelcomeDelivery(Set.of(bob.fingerprint()), Bytes.of(2), Optional.empty()))));
      session.watch(GROUP);
      bobs.append(new ApplicationAppend(GROUP, id(2), Bytes.of(3)));
      alices.append(
          new HandshakeAppend(
              GROUP,
              id(3),
              1,
              Bytes.of(4),
              new RosterChange(Set.of(), Set.of(bob.fingerprint())),
              Optional.empty()));
      alices.append(new ApplicationAppend(GROUP, id(4), Bytes.of(5)));
      assertThat(events)
          .satisfiesExactly(
              one -> assertThat(one).isEqualTo(new LiveEvent.Connected()),
              one -> assertThat(one).isEqualTo(new LiveEvent.Ended(GROUP, HubRule.NOT_ON_ROSTER)),
              one -> assertThat(one).isEqualTo(new LiveEvent.MailWaiting()),
              one -> assertThat(one).isInstanceOf(LiveEvent.HeadMoved.class),
              one -> assertThat(((LiveEvent.Arrived) one).record().sequence()).isEqualTo(2),
              one -> assertThat(((LiveEvent.Arrived) one).record().sequence()).isEqualTo(3),
              one -> assertThat(one).isEqualTo(new LiveEvent.Ended(GROUP, HubRule.NOT_ON_ROSTER)));
    }
  }

  @Test
  void keyPackages_goByTheSuiteInTheirOctets_andTheirOwnerIsWarned() {
    try (var alices = hub.connect(alice);
        var bobs = hub.connect(bob)) {
      var events = new ArrayList<LiveEvent>();
      alices.subscribe(events::add);
      var keyPackage = Bytes.fromHex("000100050001000300");
      alices.publishKeyPackages(List.of(new KeyPackageOffer(keyPackage, Use.ONE_TIME)));
      assertThat(bobs.claimKeyPackage(alice.fingerprint(), 1)).isEmpty();
      assertThat(bobs.claimKeyPackage(alice.fingerprint(), 3).orElseThrow().keyPackage())
          .isEqualTo(keyPackage);
      assertThat(events).contains(new LiveEvent.StockLow(3, new KeyPackageStock(0, false)));
      assertThat(alices.countKeyPackages(3)).isEqualTo(new KeyPackageStock(0, false));
    }
  }

  @Test
  void media_goToAllOthersOfTheGroup_untilTheyAreRemoved() {
    try (var alices = hub.connect(alice);
        var bobs = hub.connect(bob);
        var phone = hub.connect(bob)) {
      alices.createGroup(GROUP);
      var refused = new ArrayList<MediaEvent>();
      bobs.openMedia(GROUP, refused::add);
      assertThat(refused).containsExactly(new MediaEvent.Ended(HubRule.NOT_ON_ROSTER));
      alices.append(
          new HandshakeAppend(
              GROUP,
              id(1),
              0,
              Bytes.of(1),
              new RosterChange(Set.of(bob.fingerprint()), Set.of()),
              Optional.empty()));
      var atAlice = new ArrayList<MediaEvent>();
      var atBob = new ArrayList<MediaEvent>();
      var atPhone = new ArrayList<MediaEvent>();
      var fromAlice = alices.openMedia(GROUP, atAlice::add);
      var fromBob = bobs.openMedia(GROUP, atBob::add);
      phone.openMedia(GROUP, atPhone::add);
      assertThat(fromBob.send(Bytes.of(7))).isTrue();
      hub.interruptMedia();
      assertThat(fromAlice.send(Bytes.of(8))).isTrue();
      alices.append(
          new HandshakeAppend(
              GROUP,
              id(2),
              1,
              Bytes.of(1),
              new RosterChange(Set.of(), Set.of(bob.fingerprint())),
              Optional.empty()));
      assertThat(fromAlice.send(Bytes.of(9))).isTrue();
      assertThat(fromBob.send(Bytes.of(9))).isFalse();
      var fromBobs = new MediaEvent.Frame(bob.fingerprint(), Bytes.of(7));
      var fromAlices = new MediaEvent.Frame(alice.fingerprint(), Bytes.of(8));
      var opened = new MediaEvent.Opened();
      var broken = new MediaEvent.Interrupted("DRAINING");
      var ended = new MediaEvent.Ended(HubRule.NOT_ON_ROSTER);
      assertThat(atAlice).containsExactly(opened, fromBobs, broken, opened);
      assertThat(atBob).containsExactly(opened, broken, opened, fromAlices, ended);
      assertThat(atPhone).containsExactly(opened, fromBobs, broken, opened, fromAlices, ended);
    }
  }

  private static Bytes id(int number) {
    return Fingerprint.of(Bytes.of(number)).value();
  }

  private static HubIdentity identity() {
    var suite = CipherSuite.X25519_AES128GCM_SHA256_ED25519;
    try (var keys = SuiteCrypto.of(suite).generateSignatureKeyPair(RandomSource.system())) {
      return HubIdentity.of(suite, keys.publicKey());
    }
  }
}
