package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.gbp.MemberKey;

/// Reads payloads of text streams, each message once. Holds nothing itself: what was seen is in
/// [SeenMessages]. Thread-safe if that is.
public final class GtpInbox {
  private final SeenMessages seen;

  private GtpInbox(SeenMessages seen) {
    this.seen = seen;
  }

  /// An inbox over what a store remembers.
  public static GtpInbox over(SeenMessages seen) {
    return new GtpInbox(seen);
  }

  /// Judges a payload that the session delivered.
  public Received accept(MemberKey sender, Bytes payload) {
    GtpMessage message;
    try {
      message = GtpMessage.FORM.decode(payload);
    } catch (MalformedException e) {
      return new Received.Refused(GtpRule.MALFORMED, e.field() + ": " + e.why());
    } catch (RefusedException e) {
      return new Received.Refused(GtpRule.UNSUPPORTED_KIND, e.detail());
    }
    var digest = Digest.of(payload);
    var before = seen.digestOf(sender, message.id());
    if (before.isEmpty()) {
      return new Received.Fresh(message, digest);
    }
    return before.get().equals(digest)
        ? new Received.Repeated(message.id())
        : new Received.Refused(GtpRule.ID_REUSED, "message " + message.id() + " of " + sender);
  }
}
