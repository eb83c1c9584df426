package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.gap.EpochHolders.Members;
import dev.coterie.gap.HeldFrames.Held;
import dev.coterie.gap.jitter.Playout.Packet;
import dev.coterie.gap.jitter.Ticks;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.MemberKey;
import dev.coterie.sframe.HeaderReader;
import dev.coterie.sframe.media.MediaKeys;
import dev.coterie.sframe.media.MediaSource;
import dev.coterie.sframe.media.Refusal;
import dev.coterie.sframe.media.Unprotected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The receiving half of a call: the checks of `docs/gbp2.md` §13, in their order, from the octets
/// that came to a packet in a jitter buffer.
final class Ear {
  private final MediaKeys keys;
  private final HeldFrames held;
  private final Voices voices;
  private final EpochHolders epochs = new EpochHolders();
  private final FrameSplitter splitter = new FrameSplitter();
  private final HeaderReader header = new HeaderReader();
  private final UsualForm usual = new UsualForm();
  private final RuleCounts refused = new RuleCounts();
  private final byte[] opened = new byte[FrameSplitter.MAX_FRAME];
  private @Nullable Instant start;
  private boolean isClosed;
  private long received;
  private long accepted;
  private long replayed;

  Ear(MediaKeys keys, HeldFrames held, Voices voices) {
    this.keys = keys;
    this.held = held;
    this.voices = voices;
  }

  /// After the keys of an epoch came: silences who left, and hears what waited. For the jitter
  /// buffers it came when it arrived: late commits are no reason to play later.
  void enter(Members epoch, Instant now) {
    epochs.enter(epoch, now);
    voices.keepOnly(epoch::include);
    for (var one : held.takeAll()) {
      if (judge(one.from(), one.frame(), one.arrived(), now) instanceof Verdict.Accepted) {
        replayed++;
      }
    }
  }

  Verdict hear(Instant now, Bytes from, Bytes frame) {
    received++;
    tick(now);
    return judge(from, frame, now, now);
  }

  private Verdict judge(Bytes from, Bytes frame, Instant arrived, Instant now) {
    if (isClosed) {
      return refused.refuse(GapRule.CALL_OVER);
    }
    if (frame.size() > FrameSplitter.MAX_FRAME) {
      return refused.refuse(GapRule.FRAME_TOO_LARGE);
    }
    if (!splitter.split(frame)) {
      return refused.refuse(GapRule.FRAME_MALFORMED);
    }
    var metadata = frame.slice(splitter.start(), splitter.end());
    var named = usual.header(metadata);
    if (named == null) {
      try {
        named = MediaHeader.FORM.decode(metadata);
      } catch (MalformedException _) {
        return refused.refuse(GapRule.HEADER_MALFORMED);
      }
    }
    int body = splitter.end();
    boolean isFrame = frame.lend((octets, at, size) -> header.read(octets, at + body, size - body));
    if (!isFrame) {
      return refused.refuse(Refusal.MALFORMED);
    }
    var members = epochs.of(header.keyId());
    Optional<Holder> holder = Optional.empty();
    if (members != null) {
      holder = members.at(named.stream().leaf());
      if (holder.isEmpty()) {
        return refused.refuse(GapRule.NOBODY_THERE);
      }
      if (!holder.get().identity().equals(from)) {
        return refused.refuse(GapRule.OTHER_CONNECTION);
      }
    }
    var claimed = new MediaSource(named.stream().leaf().value(), named.stream().channel());
    var result =
        frame.lend(
            (octets, at, size) ->
                keys.unprotect(claimed, metadata, octets, at + body, size - body, opened, 0, now));
    return switch (result) {
      case Refusal.EPOCH_AHEAD -> hold(new Held(from, frame.detached(), arrived), now);
      case Refusal.EPOCH_GONE ->
          refused.refuse(
              epochs.isBeforeUs(header.keyId()) ? GapRule.BEFORE_US : Refusal.EPOCH_GONE);
      case Refusal refusal -> refused.refuse(refusal);
      case Unprotected.Opened(var length, var _, var epoch, var _) ->
          holder.isEmpty()
              ? refused.refuse(GapRule.NOBODY_THERE)
              : take(holder.get().member(), named, epoch, Bytes.copyOf(opened, 0, length), arrived);
    };
  }

  private Verdict hold(Held frame, Instant now) {
    if (held.isOverdue(frame, now)) {
      return refused.refuse(Refusal.EPOCH_AHEAD);
    }
    return held.keep(frame) ? Verdict.Waiting.EPOCH_AHEAD : refused.refuse(GapRule.TOO_MUCH_AHEAD);
  }

  private Verdict take(
      MemberKey member, MediaHeader named, long epoch, Bytes plaintext, Instant arrived) {
    var payload = usual.payload(plaintext);
    if (payload == null) {
      try {
        payload = AudioPayload.FORM.decode(plaintext);
      } catch (MalformedException _) {
        return refused.refuse(GapRule.PAYLOAD_MALFORMED);
      } catch (RefusedException unsupported) {
        return refused.refuse(unsupported.rule());
      }
    }
    var source = new CallSource(member, named.stream().channel());
    var packet = new Packet(named.sequence(), payload.timestamp(), payload.opus());
    var placed = voices.put(source, packet, ticks(arrived));
    if (placed.isEmpty()) {
      return refused.refuse(GapRule.TOO_MANY_STREAMS);
    }
    return switch (placed.get()) {
      case WAITING -> {
        accepted++;
        yield new Verdict.Accepted(source, named.sequence(), epoch);
      }
      case LATE -> refused.refuse(GapRule.LATE);
      case DUPLICATE -> refused.refuse(GapRule.DUPLICATE);
      case FULL -> refused.refuse(GapRule.BUFFER_FULL);
    };
  }

  List<Heard> play(Instant now) {
    return isClosed ? List.of() : voices.play(ticks(now));
  }

  /// Gives up what waited too long.
  void tick(Instant now) {
    held.takeOverdue(now).forEach(_ -> refused.refuse(Refusal.EPOCH_AHEAD));
  }

  private long ticks(Instant now) {
    if (start == null) {
      start = now;
    }
    return Ticks.between(start, now);
  }

  Optional<Instant> wakeAt() {
    long voice = voices.wakeAt();
    if (start == null || voice == Long.MAX_VALUE) {
      return held.wakeAt();
    }
    var playable = start.plus(Ticks.duration(voice));
    return Optional.of(held.wakeAt().filter(playable::isAfter).orElse(playable));
  }

  CallStatistics statistics(long sent, long keyChanges) {
    return new CallStatistics(
        sent,
        received,
        accepted,
        held.size(),
        replayed,
        refused.all(),
        keyChanges,
        voices.statistics());
  }

  void close() {
    isClosed = true;
    held.clear();
  }
}
