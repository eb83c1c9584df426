package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;
import java.util.Optional;

/// What new members receive. RFC 9420 §12.4.3.1:
///
/// ```
/// struct { CipherSuite cipher_suite; EncryptedGroupSecrets secrets<V>; opaque encrypted_group_info<V>; } Welcome;
/// ```
///
/// @param cipherSuite the group's suite
/// @param secrets one for each new member
/// @param encryptedGroupInfo the same for all of them
public record Welcome(
    SuiteId cipherSuite, List<EncryptedGroupSecrets> secrets, Bytes encryptedGroupInfo)
    implements MlsMessage {
  /// The codec of the bare structure.
  public static final Codec<Welcome> CODEC = Codec.of(Welcome::read, Welcome::write);

  /// Copies the list.
  public Welcome {
    secrets = List.copyOf(secrets);
  }

  private static Welcome read(WireReader in) {
    return new Welcome(
        SuiteId.read(in),
        in.list("secrets", EncryptedGroupSecrets.CODEC),
        in.opaque("encrypted_group_info"));
  }

  private static void write(Welcome welcome, WireWriter out) {
    welcome.cipherSuite.write(out);
    out.list(welcome.secrets, EncryptedGroupSecrets.CODEC);
    out.opaque(welcome.encryptedGroupInfo);
  }

  /// The entry for the key package with this reference.
  public Optional<EncryptedGroupSecrets> secretsFor(Bytes keyPackageRef) {
    return secrets.stream().filter(entry -> entry.newMember().equals(keyPackageRef)).findFirst();
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.WELCOME;
  }
}
