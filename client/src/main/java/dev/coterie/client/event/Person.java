package dev.coterie.client.event;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.message.Credential;

/// Somebody in a group.
///
/// @param fingerprint of the signature key: this is who it is
/// @param claimed how it calls itself: a claim, unless the fingerprint is a contact's
public record Person(Fingerprint fingerprint, String claimed) {
  /// The member as a person.
  public static Person of(Member member) {
    return new Person(Fingerprint.of(member.key().value()), name(member.credential()));
  }

  private static String name(Credential credential) {
    return switch (credential) {
      case Credential.Basic(var identity) -> text(identity);
      case Credential.X509 _ -> "";
    };
  }

  private static String text(Bytes identity) {
    try {
      return identity.utf8();
    } catch (MalformedException _) {
      return identity.toHex();
    }
  }

  static Person read(WireReader in) {
    return new Person(
        new Fingerprint(in.fixed("fingerprint", Fingerprint.SIZE)), in.opaque("claimed").utf8());
  }

  void write(WireWriter out) {
    out.raw(fingerprint.value()).opaque(Bytes.ofUtf8(claimed));
  }
}
