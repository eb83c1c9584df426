package dev.coterie.vectors.mls;

import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.schedule.PskSecret;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.Set;

/// The chain of pre-shared keys, RFC 9420 §8.4.
final class PskSecretVectors implements VectorKind {
  @Override
  public String name() {
    return "psk_secret";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "psks", "psk_secret");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    var entries = vector.array("psks").objects().stream().map(PskSecretVectors::entry).toList();
    try (var actual = PskSecret.of(crypto, entries)) {
      Expect.same("psk_secret", vector.hex("psk_secret"), actual);
    }
  }

  private static PskSecret.Entry entry(Json.Obj psk) {
    var source = new PreSharedKeyId.Source.External(psk.hex("psk_id"));
    return new PskSecret.Entry(
        new PreSharedKeyId(source, psk.hex("psk_nonce")), Secret.copyOf(psk.hex("psk")));
  }
}
