package dev.coterie.cli.demo;

import dev.coterie.cli.demo.CallEvidence.Hearing;
import dev.coterie.client.Inspection;
import dev.coterie.client.group.Profile;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.sframe.SFrameHeader;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.cipher.FrameCipher;
import dev.coterie.sframe.cipher.KeyDerivation;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All media keys that carol ever had, from the databases that she kept; tried on frames without
/// any of the checks of an honest client.
final class CarolsKeys implements AutoCloseable {
  private final SFrameSuite suite;
  private final List<Secret> secrets;

  private CarolsKeys(SFrameSuite suite, List<Secret> secrets) {
    this.suite = suite;
    this.secrets = secrets;
  }

  /// @param folders one for each epoch
  static CarolsKeys of(List<Path> folders) {
    var suite = SFrameSuite.AES_128_GCM_SHA256_128;
    var secrets = new ArrayList<Secret>();
    for (Path folder : folders) {
      try (var store =
          SqliteClientStore.open(
              DemoMember.database(folder), new Unlock.KeyFile(DemoMember.keyFile(folder)))) {
        var inspection = Inspection.of(store);
        var group = inspection.groups().getFirst();
        try (MlsGroup kept = inspection.mls(group).orElseThrow()) {
          suite = SFrameSuite.of(Profile.mediaSuite(kept.context().extensions())).orElseThrow();
          try (var base = kept.export(SFrameSuite.EXPORTER_LABEL, Bytes.EMPTY, suite.keySize())) {
            secrets.add(KeyDerivation.secret(suite, base));
          }
        }
      }
    }
    return new CarolsKeys(suite, secrets);
  }

  /// Tries every key on every frame.
  ///
  /// @param later those that she must not open
  /// @param own those that she may
  Hearing attempt(List<WireFrame> later, List<WireFrame> own) {
    return new Hearing(
        later.size(),
        (int) later.stream().filter(this::opens).count(),
        own.size(),
        (int) own.stream().filter(this::opens).count());
  }

  private boolean opens(WireFrame frame) {
    return secrets.stream().anyMatch(secret -> opens(secret, frame));
  }

  private boolean opens(Secret secret, WireFrame frame) {
    byte[] octets = frame.sealed().toArray();
    int header = SFrameHeader.size(frame.key().keyId(), frame.key().counter());
    try (var cipher = FrameCipher.derive(suite, secret, frame.key().keyId())) {
      int length =
          cipher.open(
              frame.key().counter(),
              header,
              frame.header(),
              octets,
              0,
              octets.length,
              new byte[octets.length],
              0);
      return length >= 0;
    }
  }

  @Override
  public void close() {
    secrets.forEach(Secret::close);
  }
}
