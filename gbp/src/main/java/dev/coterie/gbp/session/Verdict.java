package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.GbpRule;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.mls.group.StateDelta;

/// What became of a message that MLS opened. `docs/gbp2.md` §7. Refusals are ordinary traffic here,
/// hence a value; none of them changes anything, but that [Forked] keeps the first evidence per
/// member.
public sealed interface Verdict {
  /// The message counts: store the delta in the transaction that stores what was said.
  ///
  /// @param sender who said it
  /// @param header what travelled beside it
  /// @param payload what was said, still to be parsed by the stream's own rules
  /// @param skipped numbers of the stream between this message and the highest before it, which
  ///   have not come
  /// @param log whether the sender's log position could be checked
  /// @param delta the moved window
  record Delivered(
      MemberKey sender,
      GbpHeader header,
      Bytes payload,
      long skipped,
      LogCheck log,
      StateDelta delta)
      implements Verdict {}

  /// The message does not count.
  sealed interface Refused extends Verdict {
    /// The rule that it broke.
    GbpRule rule();
  }

  /// The authenticated data is not a header.
  ///
  /// @param field where reading stopped
  /// @param offset octets from the start
  /// @param why what was wrong
  record Malformed(String field, int offset, String why) implements Refused {
    @Override
    public GbpRule rule() {
      return GbpRule.HEADER_MALFORMED;
    }
  }

  /// The header names another member's stream.
  ///
  /// @param sender who really sent it
  /// @param claimed the stream that it names
  record NotTheSender(MemberKey sender, StreamId claimed) implements Refused {
    @Override
    public GbpRule rule() {
      return GbpRule.NOT_THE_SENDER;
    }
  }

  /// The record stands after its sender's removal.
  ///
  /// @param sender who had sent it
  record RemovedMember(MemberKey sender) implements Refused {
    @Override
    public GbpRule rule() {
      return GbpRule.REMOVED_MEMBER;
    }
  }

  /// The stream may not carry this.
  ///
  /// @param sender who sent it
  /// @param header what it came with
  /// @param rule why: audio, codec or size
  record NotAllowed(MemberKey sender, GbpHeader header, GbpRule rule) implements Refused {}

  /// The sender's log position contradicts ours. Tell the user, and from now on the session sends
  /// control messages only, until [GbpSession#settle].
  ///
  /// @param header what it came with
  /// @param evidence what to keep and report
  /// @param delta keeps it; nothing if there already was evidence about this member
  record Forked(GbpHeader header, ForkEvidence evidence, StateDelta delta) implements Refused {
    @Override
    public GbpRule rule() {
      return GbpRule.LOG_CONTRADICTION;
    }
  }

  /// The number lies below the window of its stream.
  ///
  /// @param sender who sent it
  /// @param type the stream's type
  /// @param sequence the number
  /// @param highest the highest number accepted
  record TooOld(MemberKey sender, StreamType type, long sequence, long highest) implements Refused {
    @Override
    public GbpRule rule() {
      return GbpRule.TOO_OLD;
    }
  }

  /// The number was accepted before.
  ///
  /// @param sender who sent it
  /// @param type the stream's type
  /// @param sequence the number
  record Duplicate(MemberKey sender, StreamType type, long sequence) implements Refused {
    @Override
    public GbpRule rule() {
      return GbpRule.DUPLICATE;
    }
  }
}
