package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.HandshakeWire;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.Incoming;
import dev.coterie.mls.group.JoinRequest;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.OutsiderPolicy;
import dev.coterie.mls.group.PreSharedKeys;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.LeafNodeSource;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A client that is welcomed and follows a group, from outside of the engine.
///
/// It judges what the protocol judges and nothing else: every credential and everybody from outside
/// is let in, and both envelopes are read.
final class PassiveClientVectors implements VectorKind {
  private final Optional<Instant> clock;

  /// @param clock what time it is; without it, the middle of each client's own lifetime, since
  ///   published files are old
  PassiveClientVectors(Optional<Instant> clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "passive-client";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "external_psks", "key_package", "welcome", "epochs");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    var keyPackage = WelcomeVectors.message(vector, "key_package", KeyPackage.class);
    try (var bundle =
            new KeyPackageBundle(
                keyPackage,
                VectorKeys.hpke(crypto, vector.hex("init_priv")),
                VectorKeys.hpke(crypto, vector.hex("encryption_priv")));
        var keys = signatureKeys(crypto, vector, keyPackage)) {
      Expect.holds("init_priv", bundle.initKey().publicKey().equals(keyPackage.initKey()));
      Expect.holds(
          "encryption_priv",
          bundle.leafKey().publicKey().equals(keyPackage.leafNode().encryptionKey()));
      var identity = new Identity(crypto.suite(), keyPackage.leafNode().credential(), keys);
      follow(vector, identity, bundle, clock.orElseGet(() -> whileValid(keyPackage)));
    }
  }

  private static void follow(
      Json.Obj vector, Identity identity, KeyPackageBundle bundle, Instant now) {
    JoinRequest bare = JoinRequest.of(bundle, vector.hex("welcome"));
    PreSharedKeys keys = externalPsks(vector);
    var joined =
        MlsGroup.join(
            Engine.of(identity.suite())
                .outsiders(OutsiderPolicy.open())
                .credentials(Anybody.INSTANCE),
            identity,
            vector.optionalHex("ratchet_tree").map(bare::tree).orElse(bare).keys(keys),
            settings(),
            now);
    try (MlsGroup group = joined.group()) {
      Expect.same(
          "initial_epoch_authenticator",
          vector.hex("initial_epoch_authenticator"),
          group.epochAuthenticator());
      for (var epoch : vector.array("epochs").objects()) {
        step(group, epoch, keys, now);
      }
    }
  }

  private static PreSharedKeys externalPsks(Json.Obj vector) {
    PreSharedKeys keys = PreSharedKeys.NONE;
    for (var one : vector.array("external_psks").objects()) {
      keys =
          keys.with(
              new PreSharedKeyId.Source.External(one.hex("psk_id")), Secret.copyOf(one.hex("psk")));
    }
    return keys;
  }

  private static void step(MlsGroup group, Json.Obj epoch, PreSharedKeys keys, Instant now) {
    for (Json proposal : epoch.array("proposals").items()) {
      if (!(proposal instanceof Json.Text(var digits))) {
        throw new VectorException("a proposal is not a string");
      }
      var incoming = group.receive(Bytes.fromHex(digits), now);
      Expect.holds(
          "a proposal is held",
          incoming instanceof Incoming.ProposalHeld
              || incoming instanceof Incoming.OutsiderProposalHeld);
    }
    switch (group.receive(epoch.hex("commit"), keys, now)) {
      case Incoming.CommitStaged(var commit, _) -> group.merge(commit);
      case Incoming other ->
          throw new VectorException("the commit came as " + other.getClass().getSimpleName());
    }
    Expect.same(
        "epoch_authenticator", epoch.hex("epoch_authenticator"), group.epochAuthenticator());
  }

  private static SignatureKeyPair signatureKeys(
      SuiteCrypto crypto, Json.Obj vector, KeyPackage keyPackage) {
    var key = VectorKeys.signature(crypto, vector.hex("signature_priv"));
    Expect.holds("signature_priv", key.publicKey().equals(keyPackage.leafNode().signatureKey()));
    return new SignatureKeyPair(key.publicKey(), key);
  }

  private static GroupSettings settings() {
    return GroupSettings.recommended()
        .handshakes(HandshakeWire.EITHER)
        .lifetimes(Duration.ofDays(3_650), Duration.ofDays(90));
  }

  /// Names are not what vectors are about.
  private enum Anybody implements CredentialValidator {
    INSTANCE;

    @Override
    public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
      return true;
    }

    @Override
    public boolean acceptsSuccessor(
        Credential old, Credential fresh, SignaturePublicKey freshKey, Occasion occasion) {
      return true;
    }
  }

  /// The files are old: their clock is that of their key package.
  private static Instant whileValid(KeyPackage keyPackage) {
    if (keyPackage.leafNode().source() instanceof LeafNodeSource.KeyPackage(var lifetime)) {
      return Instant.ofEpochSecond(lifetime.notBefore() + lifetime.seconds() / 2);
    }
    throw new VectorException("the leaf is not of a key package");
  }
}
