package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.Secret;
import java.util.List;
import java.util.Optional;

/// The secrets with which a new member enters. RFC 9420 §12.4.3.1:
///
/// ```
/// struct { opaque path_secret<V>; } PathSecret;
/// struct { opaque joiner_secret<V>; optional<PathSecret> path_secret; PreSharedKeyID psks<V>; } GroupSecrets;
/// ```
///
/// It owns its secrets: closing it wipes them. Two of them are never equal.
///
/// @param joinerSecret begins the key schedule
/// @param pathSecret of the lowest node that new member and committer share, if the commit has a
///   path
/// @param psks which pre-shared keys the commit mixed in, in order
public record GroupSecrets(
    Secret joinerSecret, Optional<Secret> pathSecret, List<PreSharedKeyId> psks)
    implements AutoCloseable {
  private static final Codec<GroupSecrets> CODEC =
      Codec.of(GroupSecrets::read, GroupSecrets::write);

  /// Copies the list.
  public GroupSecrets {
    psks = List.copyOf(psks);
  }

  /// Reads what a welcome decrypted to, the whole of it. Nothing of the result lives in
  /// `plaintext`, which stays the caller's to close.
  public static GroupSecrets decode(Secret plaintext) {
    return plaintext.lend(array -> CODEC.decode(Bytes.wrap(array)));
  }

  /// What a welcome encrypts; the caller closes it.
  public Secret encode() {
    var out = WireWriter.sensitive();
    write(this, out);
    return Secret.adopt(out.takeArray());
  }

  private static GroupSecrets read(WireReader in) {
    Bytes joiner = in.opaque("joiner_secret");
    Optional<Bytes> path = in.optional("path_secret", element -> element.opaque("path_secret"));
    List<PreSharedKeyId> psks =
        in.list("psks", element -> PreSharedKeyId.CODEC.read(element).detached());
    return new GroupSecrets(Secret.copyOf(joiner), path.map(Secret::copyOf), psks);
  }

  private static void write(GroupSecrets value, WireWriter out) {
    value.joinerSecret.lend(out::opaque);
    out.optional(value.pathSecret, (secret, element) -> secret.lend(element::opaque));
    out.list(value.psks, PreSharedKeyId.CODEC);
  }

  @Override
  public void close() {
    joinerSecret.close();
    pathSecret.ifPresent(Secret::close);
  }
}
