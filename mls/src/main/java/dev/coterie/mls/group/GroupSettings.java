package dev.coterie.mls.group;

import dev.coterie.mls.policy.PaddingPolicy;
import java.time.Duration;

/// A member's own limits in a group: what it keeps, how it sends, what it lets in. Stored with the
/// group and changeable in place; only `handshakes` must be the same for all members.
///
/// @param retention how long old keys stay readable
/// @param padding what a message's size gives away
/// @param handshakes envelope of proposals and commits
/// @param byteBudget bytes this member may seal in one epoch, 1,024 to 2^40
/// @param maxKeyPackageLifetime longest lifetime accepted in a key package to add, at least a
///   minute
/// @param ownLifetime lifetime of the leaf we found a group with, at most the longest accepted
/// @param maxProposals proposals kept per epoch, 1 to 100,000
/// @param maxHeldCommits commits kept per epoch for want of a proposal or a key, 0 to 16
/// @param resumptionEpochs past epochs whose resumption key is kept, 0 to 1,024
public record GroupSettings(
    Retention retention,
    PaddingPolicy padding,
    HandshakeWire handshakes,
    long byteBudget,
    Duration maxKeyPackageLifetime,
    Duration ownLifetime,
    int maxProposals,
    int maxHeldCommits,
    int resumptionEpochs) {
  /// How long old keys stay readable: convenience paid for in forward secrecy.
  ///
  /// @param pastEpochs epochs whose application messages stay readable besides the current one, 0
  ///   to 16
  /// @param skippedGenerations unread keys kept per sender for late messages, 0 to 10,000
  /// @param maxForward generations that one message may jump ahead, 1 to 1,000,000
  public record Retention(int pastEpochs, int skippedGenerations, int maxForward) {
    /// 2 past epochs, 1,000 skipped keys, 10,000 generations ahead.
    public static final Retention RECOMMENDED = new Retention(2, 1_000, 10_000);

    /// Checks the ranges.
    public Retention {
      require(pastEpochs, 0, 16, "pastEpochs");
      require(skippedGenerations, 0, 10_000, "skippedGenerations");
      require(maxForward, 1, 1_000_000, "maxForward");
    }
  }

  private static final GroupSettings RECOMMENDED =
      new GroupSettings(
          Retention.RECOMMENDED,
          PaddingPolicy.SAFE,
          HandshakeWire.PRIVATE,
          32L << 20,
          Duration.ofDays(120),
          Duration.ofDays(90),
          1_000,
          4,
          8);

  /// Checks every field, and fields against each other.
  public GroupSettings {
    require(byteBudget, 1_024, 1L << 40, "byteBudget");
    require(maxKeyPackageLifetime.toSeconds(), 60, 1L << 40, "maxKeyPackageLifetime");
    require(ownLifetime.toSeconds(), 60, maxKeyPackageLifetime.toSeconds(), "ownLifetime");
    require(maxProposals, 1, 100_000, "maxProposals");
    require(maxHeldCommits, 0, 16, "maxHeldCommits");
    require(resumptionEpochs, 0, 1_024, "resumptionEpochs");
  }

  /// Safe numbers for people on ordinary networks.
  public static GroupSettings recommended() {
    return RECOMMENDED;
  }

  /// The same, keeping old keys for another while.
  public GroupSettings retention(Retention other) {
    return new GroupSettings(
        other,
        padding,
        handshakes,
        byteBudget,
        maxKeyPackageLifetime,
        ownLifetime,
        maxProposals,
        maxHeldCommits,
        resumptionEpochs);
  }

  /// The same with another padding.
  public GroupSettings padding(PaddingPolicy other) {
    return new GroupSettings(
        retention,
        other,
        handshakes,
        byteBudget,
        maxKeyPackageLifetime,
        ownLifetime,
        maxProposals,
        maxHeldCommits,
        resumptionEpochs);
  }

  /// The same with another envelope for handshakes.
  public GroupSettings handshakes(HandshakeWire other) {
    return new GroupSettings(
        retention,
        padding,
        other,
        byteBudget,
        maxKeyPackageLifetime,
        ownLifetime,
        maxProposals,
        maxHeldCommits,
        resumptionEpochs);
  }

  /// The same with another byte budget.
  public GroupSettings byteBudget(long bytes) {
    return new GroupSettings(
        retention,
        padding,
        handshakes,
        bytes,
        maxKeyPackageLifetime,
        ownLifetime,
        maxProposals,
        maxHeldCommits,
        resumptionEpochs);
  }

  /// The same with other lifetimes: the longest accepted in others' key packages, and our own.
  public GroupSettings lifetimes(Duration longest, Duration own) {
    return new GroupSettings(
        retention,
        padding,
        handshakes,
        byteBudget,
        longest,
        own,
        maxProposals,
        maxHeldCommits,
        resumptionEpochs);
  }

  /// The same with other bounds on what is kept while an epoch lasts.
  public GroupSettings kept(int proposals, int heldCommits) {
    return new GroupSettings(
        retention,
        padding,
        handshakes,
        byteBudget,
        maxKeyPackageLifetime,
        ownLifetime,
        proposals,
        heldCommits,
        resumptionEpochs);
  }

  /// The same, keeping the resumption keys of so many past epochs.
  public GroupSettings resumptionEpochs(int epochs) {
    return new GroupSettings(
        retention,
        padding,
        handshakes,
        byteBudget,
        maxKeyPackageLifetime,
        ownLifetime,
        maxProposals,
        maxHeldCommits,
        epochs);
  }

  private static void require(long value, long least, long most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must lie between " + least + " and " + most + ", not " + value);
    }
  }
}
