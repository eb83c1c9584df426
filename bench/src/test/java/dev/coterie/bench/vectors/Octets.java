package dev.coterie.bench.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.vectors.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.mls.TreeKEM.TreeKEMPublicKey;
import org.bouncycastle.mls.codec.GroupContext;
import org.bouncycastle.mls.codec.MLSInputStream;
import org.bouncycastle.mls.codec.MLSMessage;
import org.bouncycastle.mls.codec.MLSOutputStream;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;

/// Members of vectors as Bouncy Castle takes them.
final class Octets {
  private Octets() {}

  static byte[] of(Json.Obj vector, String name) {
    return vector.hex(name).toArray();
  }

  static byte[] of(Json value) {
    if (value instanceof Json.Text(var digits)) {
      return Bytes.fromHex(digits).toArray();
    }
    throw new IllegalArgumentException("not octets");
  }

  static Secret secret(Json.Obj vector, String name) {
    return new Secret(of(vector, name));
  }

  static MlsCipherSuite suite(Json.Obj vector) throws Exception {
    return MlsCipherSuite.getSuite((short) vector.small("cipher_suite"));
  }

  static <T> T decoded(Json.Obj vector, String name, Class<T> kind) throws IOException {
    return kind.cast(MLSInputStream.decode(of(vector, name), kind));
  }

  /// Decodes and encodes again.
  static <T> T roundTrip(Json.Obj vector, String name, Class<T> kind) throws IOException {
    T value = decoded(vector, name, kind);
    assertThat(MLSOutputStream.encode(value)).as(name).isEqualTo(of(vector, name));
    return value;
  }

  static MLSMessage message(Json.Obj vector, String name) throws IOException {
    return roundTrip(vector, name, MLSMessage.class);
  }

  static TreeKEMPublicKey tree(MlsCipherSuite suite, Json.Obj vector, String name)
      throws IOException {
    TreeKEMPublicKey tree = decoded(vector, name, TreeKEMPublicKey.class);
    tree.setSuite(suite);
    tree.setHashAll();
    return tree;
  }

  static AsymmetricCipherKeyPair pair(MlsCipherSuite suite, byte[] privateKey, byte[] publicKey) {
    return suite.getHPKE().deserializePrivateKey(privateKey, publicKey);
  }

  static byte[] context(MlsCipherSuite suite, Json.Obj vector, long epoch, byte[] treeHash)
      throws IOException {
    return MLSOutputStream.encode(groupContext(suite, vector, epoch, treeHash));
  }

  static GroupContext groupContext(
      MlsCipherSuite suite, Json.Obj vector, long epoch, byte[] treeHash) {
    return new GroupContext(
        suite,
        of(vector, "group_id"),
        epoch,
        treeHash,
        of(vector, "confirmed_transcript_hash"),
        new ArrayList<>());
  }

  static List<Json.Obj> objects(Json.Obj vector, String name) {
    return vector.array(name).objects();
  }
}
