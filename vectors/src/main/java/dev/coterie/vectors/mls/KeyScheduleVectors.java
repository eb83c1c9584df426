package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import dev.coterie.mls.schedule.EpochSecrets;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.List;
import java.util.Set;

/// The key schedule over several epochs, RFC 9420 §8.
final class KeyScheduleVectors implements VectorKind {
  @Override
  public String name() {
    return "key-schedule";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "group_id", "initial_init_secret", "epochs");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    Secret init = Secret.copyOf(vector.hex("initial_init_secret"));
    var epochs = vector.array("epochs").objects();
    for (int i = 0; i < epochs.size(); i++) {
      var context =
          new GroupContext(
              ProtocolVersion.MLS10,
              SuiteId.of(crypto.suite()),
              new GroupId(vector.hex("group_id")),
              new Epoch(i),
              epochs.get(i).hex("tree_hash"),
              epochs.get(i).hex("confirmed_transcript_hash"),
              List.of());
      try (var previous = init) {
        init = epoch(crypto, previous, context, epochs.get(i));
      }
    }
    init.close();
  }

  private static Secret epoch(
      SuiteCrypto crypto, Secret init, GroupContext context, Json.Obj expected) {
    Expect.same("group context", expected.hex("group_context"), context.encode());
    var schedule = new KeySchedule(crypto);
    try (var commit = Secret.copyOf(expected.hex("commit_secret"));
        var psk = Secret.copyOf(expected.hex("psk_secret"));
        var joiner = schedule.joinerSecret(init, commit, context);
        var welcome = schedule.welcomeSecret(joiner, psk);
        var start = schedule.epoch(joiner, psk, context)) {
      Expect.same("joiner secret", expected.hex("joiner_secret"), joiner);
      Expect.same("welcome secret", expected.hex("welcome_secret"), welcome);
      Expect.same("encryption secret", expected.hex("encryption_secret"), start.encryptionSecret());
      secrets(start.secrets(), expected);
      return start.secrets().initSecret().copy();
    }
  }

  private static void secrets(EpochSecrets actual, Json.Obj expected) {
    Expect.same("init secret", expected.hex("init_secret"), actual.initSecret());
    Expect.same(
        "sender data secret", expected.hex("sender_data_secret"), actual.senderDataSecret());
    Expect.same("exporter secret", expected.hex("exporter_secret"), actual.exporterSecret());
    Expect.same(
        "epoch authenticator", expected.hex("epoch_authenticator"), actual.epochAuthenticator());
    Expect.same("external secret", expected.hex("external_secret"), actual.externalSecret());
    Expect.same("confirmation key", expected.hex("confirmation_key"), actual.confirmationKey());
    Expect.same("membership key", expected.hex("membership_key"), actual.membershipKey());
    Expect.same("resumption PSK", expected.hex("resumption_psk"), actual.resumptionPsk());
    try (var external = actual.externalKeyPair()) {
      Expect.same("external key", expected.hex("external_pub"), external.publicKey().value());
    }
    var exporter = expected.object("exporter");
    Bytes context = exporter.hex("context");
    try (var exported = actual.export(exporter.text("label"), context, exporter.small("length"))) {
      Expect.same("exported secret", exporter.hex("secret"), exported);
    }
  }
}
