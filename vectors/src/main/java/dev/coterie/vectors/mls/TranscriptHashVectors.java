package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.schedule.Tags;
import dev.coterie.mls.schedule.TranscriptHash;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorException;
import dev.coterie.vectors.VectorKind;
import java.util.Set;

/// Transcript hashes and the confirmation tag, RFC 9420 §8.2 and §6.1.
final class TranscriptHashVectors implements VectorKind {
  @Override
  public String name() {
    return "transcript-hashes";
  }

  @Override
  public Set<String> members() {
    return Set.of(
        "cipher_suite",
        "confirmation_key",
        "authenticated_content",
        "interim_transcript_hash_before");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    var commit =
        Expect.roundTrip(
            "authenticated_content",
            AuthenticatedContent.CODEC,
            vector.hex("authenticated_content"));
    Bytes tag =
        commit
            .auth()
            .confirmationTag()
            .orElseThrow(() -> new VectorException("the content is not a commit"));
    Bytes confirmed =
        TranscriptHash.confirmed(crypto, vector.hex("interim_transcript_hash_before"), commit);
    Expect.same(
        "confirmed transcript hash", vector.hex("confirmed_transcript_hash_after"), confirmed);
    Expect.same(
        "interim transcript hash",
        vector.hex("interim_transcript_hash_after"),
        TranscriptHash.interim(crypto, confirmed, tag));
    try (var key = Secret.copyOf(vector.hex("confirmation_key"))) {
      Expect.holds("the confirmation tag", Tags.match(crypto, key, confirmed, tag));
    }
  }
}
