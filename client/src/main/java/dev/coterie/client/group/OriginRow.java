package dev.coterie.client.group;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Codec;
import dev.coterie.hubapi.Fingerprint;

/// How we came into a group.
///
/// @param inviter who let us in, proved by signature; ourselves if we founded it
/// @param judgement what became of its claim to take another group's place
public record OriginRow(Fingerprint inviter, Judgement judgement) {
  /// The row's form.
  public static final Codec<OriginRow> CODEC =
      StoredForm.of(
          in -> {
            if (in.uint8("format") != 1) {
              throw in.malformed("format", "only format 1 is known");
            }
            return new OriginRow(
                new Fingerprint(in.fixed("inviter", Fingerprint.SIZE)),
                switch (in.uint8("judgement")) {
                  case 0 -> Judgement.OPEN;
                  case 1 -> Judgement.REFUSED;
                  default -> throw in.malformed("judgement", "neither 0 nor 1");
                });
          },
          (value, out) ->
              out.uint8(1)
                  .raw(value.inviter.value())
                  .uint8(value.judgement == Judgement.REFUSED ? 1 : 0));

  /// What became of a claim.
  public enum Judgement {
    /// It makes none, or none that was looked at.
    OPEN,
    /// It is a group like any other, whatever it claims.
    REFUSED
  }

  /// Somebody's group.
  public static OriginRow of(Fingerprint inviter) {
    return new OriginRow(inviter, Judgement.OPEN);
  }

  /// The same, and no successor.
  public OriginRow refused() {
    return new OriginRow(inviter, Judgement.REFUSED);
  }
}
