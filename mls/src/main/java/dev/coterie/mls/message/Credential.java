package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;

/// Says who stands behind a signature key. RFC 9420 §5.3:
///
/// ```
/// struct { CredentialType credential_type;
///          select (credential_type) { case basic: opaque identity<V>;
///                                     case x509:  Certificate certificates<V>; }; } Credential;
/// ```
///
/// The registry is open, but a credential of an unknown type has no length that a reader could
/// skip, so it is refused. Unknown types do occur, as numbers, in [Capabilities].
public sealed interface Credential {
  /// The codec of the types that have one.
  Codec<Credential> CODEC = Codec.of(Credential::read, Credential::write);

  /// The code of the type.
  int type();

  /// A bare name; what it means is up to the application.
  ///
  /// @param identity the name
  record Basic(Bytes identity) implements Credential {
    /// The code of this type.
    public static final int TYPE = 1;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// A chain of X.509 certificates, the end entity's first.
  ///
  /// @param certificates DER encodings, unchecked here
  record X509(List<Bytes> certificates) implements Credential {
    /// The code of this type.
    public static final int TYPE = 2;

    /// Copies the list.
    public X509 {
      certificates = List.copyOf(certificates);
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  private static Credential read(WireReader in) {
    return switch (in.uint16("credential_type")) {
      case Basic.TYPE -> new Basic(in.opaque("identity"));
      case X509.TYPE -> new X509(in.list("certificates", element -> element.opaque("cert_data")));
      default -> throw in.malformed("credential_type", "a type without a known encoding");
    };
  }

  private static void write(Credential credential, WireWriter out) {
    out.uint16(credential.type());
    switch (credential) {
      case Basic(var identity) -> out.opaque(identity);
      case X509(var certificates) -> out.list(certificates, Codes::writeOpaque);
    }
  }
}
