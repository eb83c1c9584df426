package dev.coterie.vectors.mls;

import dev.coterie.vectors.VectorKind;
import java.util.List;

/// The kinds that the MLS working group publishes.
public final class MlsVectorKinds {
  private static final List<VectorKind> ALL =
      List.of(
          new TreeMathVectors(),
          new DeserializationVectors(),
          new CryptoBasicsVectors(),
          new SecretTreeVectors(),
          new MessageProtectionVectors(),
          new KeyScheduleVectors(),
          new PskSecretVectors(),
          new TranscriptHashVectors(),
          new WelcomeVectors(),
          new TreeOperationsVectors(),
          new TreeValidationVectors(),
          new TreeKemVectors(),
          new MessagesVectors(),
          new PassiveClientVectors());

  private MlsVectorKinds() {}

  /// All that this engine verifies.
  public static List<VectorKind> all() {
    return ALL;
  }
}
