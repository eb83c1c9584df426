package dev.coterie.client.contact;

import dev.coterie.client.port.StoredForm;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.hubapi.Fingerprint;

/// A name pinned to a signature key.
///
/// @param name what the owner of this client calls the other, 1 to 256 octets of UTF-8
/// @param fingerprint of the other's signature key: an invitation goes to this key or to nobody
/// @param trust how sure the owner is
public record Contact(String name, Fingerprint fingerprint, Trust trust) {
  static final Codec<Contact> CODEC = StoredForm.of(Contact::read, Contact::write);
  private static final int LONGEST = 256;

  /// How sure the owner is that name and key belong together.
  public enum Trust {
    /// The key was given once and is held on to.
    PINNED(1),
    /// Safety numbers were compared as well.
    VERIFIED(2);

    private final int code;

    Trust(int code) {
      this.code = code;
    }
  }

  public Contact {
    int size = Bytes.ofUtf8(name).size();
    if (size == 0 || size > LONGEST) {
      throw new IllegalArgumentException("a name of " + size + " octets");
    }
  }

  /// The same contact with another degree of trust.
  public Contact with(Trust other) {
    return new Contact(name, fingerprint, other);
  }

  private static Contact read(WireReader in) {
    String name = in.opaque("name").utf8();
    Fingerprint fingerprint = new Fingerprint(in.fixed("fingerprint", 32));
    Trust trust =
        switch (in.uint8("trust")) {
          case 1 -> Trust.PINNED;
          case 2 -> Trust.VERIFIED;
          default -> throw in.malformed("trust", "neither pinned(1) nor verified(2)");
        };
    return new Contact(name, fingerprint, trust);
  }

  private void write(WireWriter out) {
    out.opaque(Bytes.ofUtf8(name)).raw(fingerprint.value()).uint8(trust.code);
  }
}
