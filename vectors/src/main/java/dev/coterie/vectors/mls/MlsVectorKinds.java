package dev.coterie.vectors.mls;

import dev.coterie.vectors.VectorKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kinds that the MLS working group publishes.
public final class MlsVectorKinds {
  private static final List<VectorKind> TIMELESS =
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
          new MessagesVectors());

  private MlsVectorKinds() {}

  /// All that this engine verifies.
  ///
  /// @param clock what time it is for clients that join; without it, a time at which their key
  ///   packages are valid
  public static List<VectorKind> all(Optional<Instant> clock) {
    return Stream.concat(TIMELESS.stream(), Stream.of(new PassiveClientVectors(clock))).toList();
  }
}
