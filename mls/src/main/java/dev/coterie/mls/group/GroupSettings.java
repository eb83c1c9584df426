package dev.coterie.mls.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.mls.policy.ApplicationRule;
import dev.coterie.mls.policy.PaddingPolicy;
import java.time.Duration;

/// A member's own limits in a group: what it keeps, how it sends, what it lets in. Stored with the
/// group and changeable in place; only `handshakes` must be the same for all members. What lies
/// outside its range is refused by [ApplicationRule#LIMIT_OUT_OF_RANGE]. All bounds are counted, in
/// epochs, generations, messages or bytes; none of them looks at a clock.
///
/// @param retention how long old keys stay readable
/// @param padding what a message's size gives away
/// @param handshakes envelope of proposals and commits
/// @param byteBudget bytes this member may seal in one epoch, padding and what is bound beside it
///   included, 1,024 to 2^40
/// @param maxKeyPackageLifetime longest lifetime accepted in a key package to add, at least a
///   minute
/// @param ownLifetime lifetime of the leaf we found a group with, at most the longest accepted
/// @param waiting what may wait for something else to come
/// @param resumptionEpochs past epochs whose resumption key is kept, 0 to 1,024
public record GroupSettings(
    Retention retention,
    PaddingPolicy padding,
    HandshakeWire handshakes,
    long byteBudget,
    Duration maxKeyPackageLifetime,
    Duration ownLifetime,
    Waiting waiting,
    int resumptionEpochs) {
  /// How long old keys stay readable: convenience paid for in forward secrecy.
  ///
  /// @param pastEpochs epochs whose application messages stay readable besides the current one, 0
  ///   to 256
  /// @param skippedGenerations unread keys kept per sender for late messages, 0 to 10,000; the
  ///   oldest go first
  /// @param maxForward generations that one message may jump ahead, 1 to 1,000,000
  /// @param maxAge generations behind the newest that was heard of its sender at which an unread
  ///   key goes, 1 to 1,000,000
  public record Retention(int pastEpochs, int skippedGenerations, int maxForward, int maxAge) {
    /// No key is too old, as long as there are not too many.
    public static final int ANY_AGE = 1_000_000;

    /// 2 past epochs, 1,000 skipped keys, 10,000 generations ahead and behind.
    public static final Retention RECOMMENDED = new Retention(2, 1_000, 10_000);

    /// Checks the ranges.
    public Retention {
      require(pastEpochs, 0, 256, "pastEpochs");
      require(skippedGenerations, 0, 10_000, "skippedGenerations");
      require(maxForward, 1, 1_000_000, "maxForward");
      require(maxAge, 1, ANY_AGE, "maxAge");
    }

    /// With the recommended age, 10,000 generations.
    public Retention(int pastEpochs, int skippedGenerations, int maxForward) {
      this(pastEpochs, skippedGenerations, maxForward, 10_000);
    }

    /// The same with another bound on the age of unread keys.
    public Retention maxAge(int generations) {
      return new Retention(pastEpochs, skippedGenerations, maxForward, generations);
    }
  }

  /// What may wait for something else to come: proposals for a commit, commits for proposals or
  /// pre-shared keys, and messages of epochs that we have not reached for the commits in between.
  ///
  /// No member can use a buffer up alone. Of the proposals, one sender's are at most half. When one
  /// of the other two is full, the newest of whoever keeps most in it makes room for somebody who
  /// keeps less; and what comes from whoever keeps most is refused. Of early messages, texts and
  /// handshakes of one sender are counted apart.
  ///
  /// @param proposals kept per epoch, 1 to 100,000
  /// @param heldCommits kept per epoch for want of a proposal or a key, 0 to 1,000
  /// @param earlyMessages of later epochs, unread, 0 to 10,000
  /// @param epochsAhead how far ahead they may be, 1 to 1,000
  /// @param bytes of each of the three, 1,024 to 2^30
  public record Waiting(
      int proposals, int heldCommits, int earlyMessages, int epochsAhead, int bytes) {
    /// 1,000 proposals, 4 commits, no early messages, 16 MiB of each: for groups whose handshakes
    /// come in order, as from a hub's log. Nothing is kept there that was not proven.
    public static final Waiting RECOMMENDED = new Waiting(1_000, 4, 0, 16, 16 << 20);

    /// The same, and 256 messages of the next 16 epochs: for transports without an order.
    public static final Waiting UNORDERED = RECOMMENDED.early(256, 16);

    /// Checks the ranges.
    public Waiting {
      require(proposals, 1, 100_000, "proposals");
      require(heldCommits, 0, 1_000, "heldCommits");
      require(earlyMessages, 0, 10_000, "earlyMessages");
      require(epochsAhead, 1, 1_000, "epochsAhead");
      require(bytes, 1_024, 1 << 30, "bytes");
    }

    /// The same with other bounds on messages of later epochs; 0 messages refuses them all.
    public Waiting early(int messages, int epochs) {
      return new Waiting(proposals, heldCommits, messages, epochs, bytes);
    }

    /// The same with another bound on the bytes of each buffer.
    public Waiting bytes(int each) {
      return new Waiting(proposals, heldCommits, earlyMessages, epochsAhead, each);
    }
  }

  /// No bound on the lifetimes of key packages. RFC 9420 §7.2 asks for one; this is for peers whose
  /// key packages live for ever.
  public static final Duration ANY_LIFETIME = Duration.ofSeconds(1L << 40);

  private static final GroupSettings RECOMMENDED =
      new GroupSettings(
          Retention.RECOMMENDED,
          PaddingPolicy.SAFE,
          HandshakeWire.PRIVATE,
          32L << 20,
          Duration.ofDays(120),
          Duration.ofDays(90),
          Waiting.RECOMMENDED,
          8);

  /// Checks every field, and fields against each other.
  public GroupSettings {
    require(byteBudget, 1_024, 1L << 40, "byteBudget");
    require(
        maxKeyPackageLifetime.toSeconds(), 60, ANY_LIFETIME.toSeconds(), "maxKeyPackageLifetime");
    require(ownLifetime.toSeconds(), 60, maxKeyPackageLifetime.toSeconds(), "ownLifetime");
    require(resumptionEpochs, 0, 1_024, "resumptionEpochs");
  }

  /// Safe numbers for people on ordinary networks whose handshakes come in order.
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
        waiting,
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
        waiting,
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
        waiting,
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
        waiting,
        resumptionEpochs);
  }

  /// The same with other lifetimes: the longest accepted in others' key packages, and our own.
  public GroupSettings lifetimes(Duration longest, Duration own) {
    return new GroupSettings(
        retention, padding, handshakes, byteBudget, longest, own, waiting, resumptionEpochs);
  }

  /// The same with other bounds on what waits.
  public GroupSettings waiting(Waiting other) {
    return new GroupSettings(
        retention,
        padding,
        handshakes,
        byteBudget,
        maxKeyPackageLifetime,
        ownLifetime,
        other,
        resumptionEpochs);
  }

  /// The same with other bounds on the proposals and commits that wait.
  public GroupSettings kept(int proposals, int heldCommits) {
    return waiting(
        new Waiting(
            proposals,
            heldCommits,
            waiting.earlyMessages(),
            waiting.epochsAhead(),
            waiting.bytes()));
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
        waiting,
        epochs);
  }

  private static void require(long value, long least, long most, String name) {
    if (value < least || value > most) {
      throw new RefusedException(
          ApplicationRule.LIMIT_OUT_OF_RANGE,
          name + " must lie between " + least + " and " + most + ", not " + value);
    }
  }
}
