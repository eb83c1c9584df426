package dev.coterie.mls.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.WireReader;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.SuiteCrypto;
import java.util.List;

/// Whatever a store gives back is refused, or is a whole state that would be stored the same again.
class StoredStateFuzzTest {
  private static final SuiteCrypto CRYPTO = SuiteCrypto.of(CipherSuite.of(1).orElseThrow());

  /// The input is a list of rows: length and key, length and value, and so on.
  @FuzzTest(maxDuration = "5s")
  void secretTree(byte[] input) {
    SecretTree tree;
    List<Row> rows;
    try {
      rows =
          new WireReader(Bytes.copyOf(input))
              .list("rows", in -> new Row(in.opaque("key"), in.opaque("value")));
      tree = SecretTree.restore(CRYPTO, 4, rows, RatchetWindow.DEFAULT);
    } catch (CoterieException _) {
      return;
    }
    assertThat(tree.rows()).containsExactlyInAnyOrderElementsOf(rows);
  }

  @FuzzTest(maxDuration = "5s")
  void epochSecrets(byte[] input) {
    EpochSecrets secrets;
    try {
      secrets = EpochSecrets.decode(CRYPTO, Bytes.copyOf(input));
    } catch (CoterieException _) {
      return;
    }
    assertThat(secrets.encode(KeyExport.dangerously())).isEqualTo(Bytes.copyOf(input));
  }
}
