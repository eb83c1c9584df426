package dev.coterie.gbp.session;

import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.StreamType;
import java.util.Optional;

/// The checks that need no memory of earlier messages. `docs/gbp2.md` §7, 2 to 4.
final class Admission {
  private Admission() {}

  static Optional<Verdict> refusal(Arrival arrival, GbpHeader header, GroupView view) {
    var sender = arrival.sender();
    if (!header.stream().leaf().equals(sender.leaf())) {
      return Optional.of(new Verdict.NotTheSender(sender, header.stream()));
    }
    if (!view.occupant(sender.leaf()).equals(Optional.of(sender))) {
      return Optional.of(new Verdict.RemovedMember(sender));
    }
    return forbidden(arrival, header).map(rule -> new Verdict.NotAllowed(sender, header, rule));
  }

  private static Optional<GbpRule> forbidden(Arrival arrival, GbpHeader header) {
    if (header.type() == StreamType.AUDIO) {
      return Optional.of(GbpRule.AUDIO_IN_MESSAGE);
    }
    if (header.codec() != GbpHeader.CBOR) {
      return Optional.of(GbpRule.CODEC_UNKNOWN);
    }
    if (arrival.payload().size() > header.type().maxPayload()) {
      return Optional.of(GbpRule.PAYLOAD_TOO_LARGE);
    }
    return Optional.empty();
  }
}
