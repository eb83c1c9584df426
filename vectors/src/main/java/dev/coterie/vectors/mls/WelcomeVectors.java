package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.GroupSecrets;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Welcome;
import dev.coterie.mls.schedule.KeySchedule;
import dev.coterie.mls.schedule.PskSecret;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.Set;

/// What a new member decrypts, RFC 9420 §12.4.3.1.
final class WelcomeVectors implements VectorKind {
  @Override
  public String name() {
    return "welcome";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "init_priv", "signer_pub", "key_package", "welcome");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    var keyPackage = message(vector, "key_package", KeyPackage.class);
    var welcome = message(vector, "welcome", Welcome.class);
    var entry =
        welcome
            .secretsFor(keyPackage.ref(crypto))
            .orElseThrow(() -> new VectorException("the welcome is for somebody else"));
    try (var init = VectorKeys.hpke(crypto, vector.hex("init_priv"));
        var plaintext =
            crypto.decryptWithLabel(
                init, "Welcome", welcome.encryptedGroupInfo(), entry.encryptedGroupSecrets());
        var secrets = GroupSecrets.decode(plaintext);
        var again = secrets.encode()) {
      Expect.holds("group secrets encoded again", again.matches(plaintext));
      groupInfo(crypto, welcome, secrets, new SignaturePublicKey(vector.hex("signer_pub")));
    }
  }

  private static void groupInfo(
      SuiteCrypto crypto, Welcome welcome, GroupSecrets secrets, SignaturePublicKey signer) {
    var schedule = new KeySchedule(crypto);
    try (var psk = PskSecret.none(crypto);
        var welcomeSecret = schedule.welcomeSecret(secrets.joinerSecret(), psk)) {
      GroupInfo info = schedule.openGroupInfo(welcomeSecret, welcome.encryptedGroupInfo());
      Expect.holds("the signature of the group info", info.verify(crypto, signer));
      var context = info.groupContext();
      try (var start = schedule.epoch(secrets.joinerSecret(), psk, context)) {
        Bytes confirmed = context.confirmedTranscriptHash();
        Expect.holds(
            "the confirmation tag", start.secrets().confirms(confirmed, info.confirmationTag()));
      }
    }
  }

  static <T extends MlsMessage> T message(Json.Obj vector, String name, Class<T> kind) {
    var message = Expect.roundTrip(name, MlsMessage.CODEC, vector.hex(name));
    if (!kind.isInstance(message)) {
      throw new VectorException(name + " is a " + message.wireFormat());
    }
    return kind.cast(message);
  }
}
