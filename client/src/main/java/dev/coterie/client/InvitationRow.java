package dev.coterie.client;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.MailItem;

/// The stored form of a welcome that waits for a decision.
final class InvitationRow {
  static final Codec<MailItem> CODEC = StoredForm.of(InvitationRow::read, InvitationRow::write);

  private InvitationRow() {}

  private static MailItem read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    return new MailItem(
        in.uint64("id"),
        new HubGroupId(in.opaque("group")),
        new Fingerprint(in.fixed("sender", Fingerprint.SIZE)),
        new LogMark(in.uint64("sequence"), in.fixed("hash", 32)),
        in.opaque("welcome"),
        in.optional("tree", each -> each.opaque("tree")));
  }

  private static void write(MailItem item, WireWriter out) {
    out.uint8(1)
        .uint64(item.id())
        .opaque(item.group().value())
        .raw(item.sender().value())
        .uint64(item.commit().sequence())
        .raw(item.commit().hash())
        .opaque(item.welcome())
        .optional(item.ratchetTree(), (tree, each) -> each.opaque(tree));
  }
}
