package dev.coterie.client.group;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.RosterChange;
import dev.coterie.hubapi.WelcomeDelivery;
import dev.coterie.mls.message.Epoch;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A handshake of ours that was made and whose fate is open.
///
/// @param kind commit or proposal
/// @param hubId the id of the append, the same on every attempt
/// @param epoch the only epoch in which it counts
/// @param message the MLSMessage
/// @param roster what it does to the hub's roster
/// @param welcome for those whom it adds
public record PendingRow(
    Kind kind,
    Bytes hubId,
    Epoch epoch,
    Bytes message,
    RosterChange roster,
    Optional<WelcomeDelivery> welcome) {
  /// The row's form.
  public static final Codec<PendingRow> CODEC = StoredForm.of(PendingRow::read, PendingRow::write);

  /// What it is.
  public enum Kind {
    /// A commit.
    COMMIT(1),
    /// The proposal to remove ourselves.
    PROPOSAL(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  HandshakeAppend append(HubGroupId group, long expectedLastHandshake) {
    return new HandshakeAppend(group, hubId, expectedLastHandshake, message, roster, welcome);
  }

  private static PendingRow read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    Kind kind =
        switch (in.uint8("kind")) {
          case 1 -> Kind.COMMIT;
          case 2 -> Kind.PROPOSAL;
          default -> throw in.malformed("kind", "neither commit(1) nor proposal(2)");
        };
    return new PendingRow(
        kind,
        in.opaque("hub_id"),
        new Epoch(in.uint64("epoch")),
        in.opaque("message"),
        new RosterChange(fingerprints(in, "added"), fingerprints(in, "removed")),
        in.optional("welcome", PendingRow::welcome));
  }

  private static WelcomeDelivery welcome(WireReader in) {
    return new WelcomeDelivery(
        fingerprints(in, "recipients"),
        in.opaque("welcome"),
        in.optional("tree", each -> each.opaque("tree")));
  }

  private static Set<Fingerprint> fingerprints(WireReader in, String field) {
    List<Fingerprint> listed =
        in.list(field, each -> new Fingerprint(each.fixed("fingerprint", Fingerprint.SIZE)));
    for (int i = 1; i < listed.size(); i++) {
      if (listed.get(i - 1).compareTo(listed.get(i)) >= 0) {
        throw in.malformed(field, "not in ascending order");
      }
    }
    return Set.copyOf(listed);
  }

  private void write(WireWriter out) {
    out.uint8(1).uint8(kind.code).opaque(hubId).uint64(epoch.value()).opaque(message);
    write(roster.added(), out);
    write(roster.removed(), out);
    out.optional(
        welcome,
        (delivery, each) -> {
          write(delivery.recipients(), each);
          each.opaque(delivery.welcome())
              .optional(delivery.ratchetTree(), (tree, it) -> it.opaque(tree));
        });
  }

  private static void write(Set<Fingerprint> fingerprints, WireWriter out) {
    out.list(
        fingerprints.stream().sorted().toList(),
        (fingerprint, each) -> each.raw(fingerprint.value()));
  }
}
