package dev.coterie.hub;

import dev.coterie.client.grpc.GrpcHubLink;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.client.grpc.LinkTimes;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.message.Credential;
import java.time.Duration;
import java.time.Instant;

/// Somebody with a key.
record Person(CipherSuite suite, SignatureKeyPair keys) {
  private static final LinkTimes TIMES =
      new LinkTimes(
          Duration.ofSeconds(10),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(20));

  static Person create() {
    return create(CipherSuite.X25519_AES128GCM_SHA256_ED25519);
  }

  static Person create(CipherSuite suite) {
    return new Person(suite, SuiteCrypto.of(suite).generateSignatureKeyPair(RandomSource.system()));
  }

  HubIdentity identity() {
    return HubIdentity.of(suite, keys.publicKey());
  }

  Fingerprint fingerprint() {
    return identity().fingerprint();
  }

  GrpcHubLink linkTo(HubServer hub) {
    return linkTo(
        new HubAddress(hub.address().getHostString(), hub.port(), hub.fingerprint()), TIMES);
  }

  GrpcHubLink linkTo(HubAddress address, LinkTimes times) {
    return GrpcHubLink.to(address, identity(), keys.privateKey(), RandomSource.system(), times);
  }

  GrpcHubLink impatientLinkTo(HubAddress address) {
    return linkTo(address, TIMES.callingWithin(Duration.ofSeconds(2)));
  }

  /// An MLSMessage with a valid key package.
  Bytes keyPackage() {
    var identity = new Identity(suite, new Credential.Basic(Bytes.ofUtf8("somebody")), keys);
    var lifetime = KeyPackages.lifetime(Instant.now(), Duration.ofDays(1));
    return KeyPackages.message(
        KeyPackages.create(identity, lifetime, RandomSource.system()).keyPackage());
  }
}
