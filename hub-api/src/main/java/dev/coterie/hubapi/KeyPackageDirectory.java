package dev.coterie.hubapi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Key packages, each one-time package handed out to one claimer only. Throws as [GroupLog] does.
public interface KeyPackageDirectory {
  /// Adds packages, all or none. One that was published before, claimed or not, is passed over.
  ///
  /// @return the stock for the cipher suite of the last package
  KeyPackageStock publish(Fingerprint owner, List<StoredKeyPackage> packages, Instant now);

  /// Takes the oldest one-time package that is still of use, else shows the last resort, else
  /// nothing.
  Optional<ClaimedKeyPackage> claim(Fingerprint owner, int cipherSuite, Instant now);

  /// What is left.
  KeyPackageStock count(Fingerprint owner, int cipherSuite, Instant now);
}
