package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// States that earlier versions of this engine wrote: what people have on their disks. A file stays
/// here for ever; a change of the stored form adds one.
///
/// A file is text: suite, name and private signature key, then a line with key and value per row.
class StoredFormatsTest {
  @ParameterizedTest
  @ValueSource(strings = {"state-1.txt"})
  void aStateOfAnEarlierVersion_isTakenUpAndGoesOn(String file) {
    List<String> lines = lines(file);
    CipherSuite suite = CipherSuite.valueOf(lines.get(0));
    SuiteCrypto crypto = SuiteCrypto.of(suite);
    var key = crypto.importSignaturePrivateKey(Secret.copyOf(Bytes.fromHex(lines.get(2))));
    var identity =
        new Identity(
            suite,
            new Credential.Basic(Bytes.ofUtf8(lines.get(1))),
            new SignatureKeyPair(key.publicKey(), key));
    List<Put> rows = new ArrayList<>();
    for (String line : lines.subList(3, lines.size())) {
      String[] parts = line.split(" ", -1);
      rows.add(new Put(Bytes.fromHex(parts[0]), Bytes.fromHex(parts[1])));
    }
    World world = new World(suite);
    World.Client alice = world.client("alice");
    alice.identity = identity;
    rows.forEach(row -> alice.store.put(row.key(), row.value()));
    try (MlsGroup group = MlsGroup.restore(identity, rows)) {
      assertThat(group.memberCount()).isEqualTo(3);
      assertThat(group.proposals()).hasSize(2);
      assertThat(group.heldCommits()).hasSize(1);
      StagedCommit own = group.pending().orElseThrow();
      StateDelta merged = group.merge(own);
      assertThat(merged.puts()).isNotEmpty();
      assertThat(group.epoch()).isEqualTo(own.epochBefore().next());
      assertThat(group.seal(Bytes.EMPTY, Bytes.ofUtf8("still here"), world.random).message())
          .isNotNull();
    }
  }

  private static List<String> lines(String file) {
    try (var in = StoredFormatsTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the file of the present version; run by hand when the stored form changes.
  static void write(World.Client client, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(client.identity.suite().name());
    lines.add(client.name);
    lines.add(client.identity.keys().privateKey().secret().export(KeyExport.dangerously()).toHex());
    client.store.forEach((key, value) -> lines.add(key.toHex() + " " + value.toHex()));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
