package dev.coterie.bench.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.mls.GroupKeySet;
import org.bouncycastle.mls.KeyGeneration;
import org.bouncycastle.mls.KeyScheduleEpoch;
import org.bouncycastle.mls.KeyScheduleEpoch.JoinSecrets;
import org.bouncycastle.mls.KeyScheduleEpoch.PSKWithSecret;
import org.bouncycastle.mls.TranscriptHash;
import org.bouncycastle.mls.TreeKEM.LeafIndex;
import org.bouncycastle.mls.TreeSize;
import org.bouncycastle.mls.codec.AuthenticatedContent;
import org.bouncycastle.mls.codec.PreSharedKeyID;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;

/// What Bouncy Castle says of vectors of secrets.
final class BouncySecrets {
  private BouncySecrets() {}

  static void basics(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    Json.Obj ref = vector.object("ref_hash");
    same(ref, "out", suite.refHash(Octets.of(ref, "value"), ref.text("label")));
    Json.Obj expand = vector.object("expand_with_label");
    same(
        expand,
        "out",
        Octets.secret(expand, "secret")
            .expandWithLabel(
                suite, expand.text("label"), Octets.of(expand, "context"), expand.small("length"))
            .value());
    Json.Obj derive = vector.object("derive_secret");
    same(
        derive,
        "out",
        Octets.secret(derive, "secret").deriveSecret(suite, derive.text("label")).value());
    Json.Obj tree = vector.object("derive_tree_secret");
    same(
        tree,
        "out",
        Octets.secret(tree, "secret")
            .deriveTreeSecret(
                suite, tree.text("label"), (int) tree.number("generation"), tree.small("length"))
            .value());
    Json.Obj sign = vector.object("sign_with_label");
    assertThat(
            suite.verifyWithLabel(
                Octets.of(sign, "pub"),
                sign.text("label"),
                Octets.of(sign, "content"),
                Octets.of(sign, "signature")))
        .isTrue();
    Json.Obj sealed = vector.object("encrypt_with_label");
    same(
        sealed,
        "plaintext",
        suite.decryptWithLabel(
            Octets.of(sealed, "priv"),
            sealed.text("label"),
            Octets.of(sealed, "context"),
            Octets.of(sealed, "kem_output"),
            Octets.of(sealed, "ciphertext")));
  }

  static void preSharedKeys(Json.Obj vector) throws Exception {
    List<PSKWithSecret> keys = new ArrayList<>();
    for (Json.Obj key : Octets.objects(vector, "psks")) {
      keys.add(
          new PSKWithSecret(
              PreSharedKeyID.external(Octets.of(key, "psk_id"), Octets.of(key, "psk_nonce")),
              Octets.secret(key, "psk")));
    }
    same(vector, "psk_secret", JoinSecrets.pskSecret(Octets.suite(vector), keys).value());
  }

  static void schedule(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    byte[] init = Octets.of(vector, "initial_init_secret");
    for (Json.Obj epoch : Octets.objects(vector, "epochs")) {
      byte[] context = Octets.of(epoch, "group_context");
      JoinSecrets join =
          JoinSecrets.forMember(
              suite,
              new Secret(init),
              Octets.secret(epoch, "commit_secret"),
              Octets.secret(epoch, "psk_secret"),
              context);
      same(epoch, "joiner_secret", join.joinerSecret.value());
      same(epoch, "welcome_secret", join.welcomeSecret.value());
      KeyScheduleEpoch next = join.complete(TreeSize.forLeaves(1), context);
      same(epoch, "init_secret", next.initSecret.value());
      same(epoch, "sender_data_secret", next.senderDataSecret.value());
      same(epoch, "encryption_secret", next.encryptionSecret.value());
      same(epoch, "exporter_secret", next.exporterSecret.value());
      same(epoch, "epoch_authenticator", next.epochAuthenticator.value());
      same(epoch, "external_secret", next.externalSecret.value());
      same(epoch, "confirmation_key", next.confirmationKey.value());
      same(epoch, "membership_key", next.membershipKey.value());
      same(epoch, "resumption_psk", next.resumptionPSK.value());
      same(epoch, "external_pub", suite.getHPKE().serializePublicKey(next.getExternalPublicKey()));
      Json.Obj export = epoch.object("exporter");
      same(
          export,
          "secret",
          next.MLSExporter(
              export.text("label"), Octets.of(export, "context"), export.small("length")));
      init = Octets.of(epoch, "init_secret");
    }
  }

  static void secretTree(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    Json.Obj sender = vector.object("sender_data");
    KeyGeneration data =
        KeyScheduleEpoch.senderDataKeys(
            suite, Octets.of(sender, "sender_data_secret"), Octets.of(sender, "ciphertext"));
    same(sender, "key", data.key);
    same(sender, "nonce", data.nonce);
    List<Json> leaves = vector.array("leaves").items();
    var keys =
        new GroupKeySet(
            suite, TreeSize.forLeaves(leaves.size()), Octets.secret(vector, "encryption_secret"));
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i) instanceof Json.Arr steps) {
        for (Json.Obj step : steps.objects()) {
          int generation = step.small("generation");
          KeyGeneration handshake = keys.handshakeRatchet(new LeafIndex(i)).get(generation);
          same(step, "handshake_key", handshake.key);
          same(step, "handshake_nonce", handshake.nonce);
          KeyGeneration application = keys.applicationRatchet(new LeafIndex(i)).get(generation);
          same(step, "application_key", application.key);
          same(step, "application_nonce", application.nonce);
        }
      }
    }
  }

  static void transcript(Json.Obj vector) throws Exception {
    var hash =
        new TranscriptHash(
            Octets.suite(vector), new byte[0], Octets.of(vector, "interim_transcript_hash_before"));
    hash.update(Octets.roundTrip(vector, "authenticated_content", AuthenticatedContent.class));
    same(vector, "confirmed_transcript_hash_after", hash.getConfirmed());
    same(vector, "interim_transcript_hash_after", hash.getInterim());
  }

  private static void same(Json.Obj vector, String name, byte[] actual) {
    assertThat(actual).as(name).isEqualTo(Octets.of(vector, name));
  }
}
