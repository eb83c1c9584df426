package dev.coterie.client;

import dev.coterie.client.group.GroupLimits;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.mls.group.GroupSettings;
import java.time.Duration;
import java.time.InstantSource;

/// How a client behaves, and what it takes time and chance from. Immutable.
///
/// @param name how this client calls itself to others; of a store that has an identity already,
///   that one's name counts
/// @param suite cipher suite of a new identity, and so of all its groups
/// @param invitations what happens to invitations
/// @param settings of groups: those that there are take them over when the client opens, but for
///   the envelope of handshakes, which all members share. The byte budget is at least 16 MiB, so
///   that a tenth of it holds the longest text: at nine tenths the client updates before it says
///   more
/// @param limits of each group
/// @param keyPackages of the stock at the hub
/// @param patience how long a call waits for a change to stand in the log
/// @param keptEvents how many events the journal keeps, 256 to 10,000,000
/// @param clock the time
/// @param random the only source of chance
public record ClientOptions(
    String name,
    CipherSuite suite,
    Invitations invitations,
    GroupSettings settings,
    GroupLimits limits,
    KeyPackageStockPlan keyPackages,
    Duration patience,
    int keptEvents,
    InstantSource clock,
    RandomSource random) {
  private static final long LEAST_BUDGET = 16L << 20;

  /// What happens when somebody adds us to a group.
  public enum Invitations {
    /// It is joined at once; members that are no contacts show as unknown.
    ACCEPT,
    /// The application is asked, and decides by [Client#accept] or [Client#decline].
    ASK
  }

  /// The stock of key packages at the hub.
  ///
  /// @param full how many there are after refilling, 1 to 100
  /// @param low refilled when fewer are left, 1 to full
  /// @param lifetime of each, two hours to 90 days; replaced in its last quarter
  public record KeyPackageStockPlan(int full, int low, Duration lifetime) {
    public KeyPackageStockPlan {
      within("full", full, 1, 100);
      within("low", low, 1, full);
      within("lifetime in hours", lifetime.toHours(), 2, 90 * 24);
    }
  }

  public ClientOptions {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a client has a name");
    }
    within("byteBudget", settings.byteBudget(), LEAST_BUDGET, Long.MAX_VALUE);
    within("patience in ms", patience.toMillis(), 1, 3_600_000);
    within("keptEvents", keptEvents, 256, 10_000_000);
  }

  /// Sound choices for a person on an ordinary machine.
  public static ClientOptions named(String name) {
    return new ClientOptions(
        name,
        CipherSuite.X25519_AES128GCM_SHA256_ED25519,
        Invitations.ACCEPT,
        GroupSettings.recommended(),
        GroupLimits.RECOMMENDED,
        new KeyPackageStockPlan(20, 10, Duration.ofDays(28)),
        Duration.ofSeconds(30),
        100_000,
        InstantSource.system(),
        RandomSource.system());
  }

  /// The same with another way to treat invitations.
  public ClientOptions with(Invitations other) {
    return new ClientOptions(
        name, suite, other, settings, limits, keyPackages, patience, keptEvents, clock, random);
  }

  /// The same with another suite.
  public ClientOptions with(CipherSuite other) {
    return new ClientOptions(
        name,
        other,
        invitations,
        settings,
        limits,
        keyPackages,
        patience,
        keptEvents,
        clock,
        random);
  }

  /// The same with other limits per group.
  public ClientOptions with(GroupLimits other) {
    return new ClientOptions(
        name,
        suite,
        invitations,
        settings,
        other,
        keyPackages,
        patience,
        keptEvents,
        clock,
        random);
  }

  /// The same with another plan for key packages.
  public ClientOptions with(KeyPackageStockPlan other) {
    return new ClientOptions(
        name, suite, invitations, settings, limits, other, patience, keptEvents, clock, random);
  }

  /// The same with other settings for groups.
  public ClientOptions with(GroupSettings other) {
    return new ClientOptions(
        name, suite, invitations, other, limits, keyPackages, patience, keptEvents, clock, random);
  }

  /// The same with another patience.
  public ClientOptions with(Duration otherPatience) {
    return new ClientOptions(
        name,
        suite,
        invitations,
        settings,
        limits,
        keyPackages,
        otherPatience,
        keptEvents,
        clock,
        random);
  }

  /// The same with another clock and another source of chance.
  public ClientOptions with(InstantSource otherClock, RandomSource otherRandom) {
    return new ClientOptions(
        name,
        suite,
        invitations,
        settings,
        limits,
        keyPackages,
        patience,
        keptEvents,
        otherClock,
        otherRandom);
  }

  private static void within(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(what + " must be within " + least + " and " + most);
    }
  }
}
