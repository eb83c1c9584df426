package dev.coterie.gap;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.gap.CallReservation.Counters;
import dev.coterie.gap.CallReservation.Sequences;
import dev.coterie.gap.EpochHolders.Members;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.mls.message.Epoch;
import dev.coterie.sframe.SFrameSuite;
import dev.coterie.sframe.media.MediaKeys;
import dev.coterie.sframe.media.MediaSender;
import dev.coterie.sframe.media.Protected;
import dev.coterie.sframe.media.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One call at one member: what it says becomes frames, and frames become what it plays.
/// `docs/gbp2.md` §13. Holds no clock, socket or store. Not thread-safe: it has one owner, and
/// there must be no second one for the same member of the same group.
///
/// ```
/// var call = CallSession.create(CallMode.LIVE, suite, self, stored);
/// call.open(0);
/// call.enter(epoch, baseKey, now);                       // again at each epoch
/// call.due().forEach(r -> { store(r); call.confirm(r); });
/// call.speak(0, timestamp, opus)                         // a Frame for the hub
/// call.hear(now, identityOfTheConnection, frame);        // whatever comes from there
/// call.play(now)                                         // every 20 ms, for the decoders
/// ```
public final class CallSession implements AutoCloseable {
  private final MemberKey self;
  private final List<CallReservation> stored;
  private final MediaKeys keys;
  private final Ear ear;
  private final Map<Integer, OwnStream> streams = new LinkedHashMap<>();
  private final UsualForm usual = new UsualForm();
  private final byte[] sealed = new byte[FrameSplitter.MAX_FRAME];
  private @Nullable Epoch number;
  private long entered;
  private long sent;

  private CallSession(
      CallMode mode,
      SFrameSuite suite,
      MemberKey self,
      List<CallReservation> stored,
      HeldFrames.Limits limits) {
    this.self = self;
    this.stored = stored;
    var counters = new ArrayList<Reservation>();
    for (var one : stored) {
      if (one instanceof Counters(var range)) {
        counters.add(range);
      }
    }
    this.keys = MediaKeys.create(suite, self.leaf().value(), counters);
    this.ear = new Ear(keys, new HeldFrames(limits), new Voices(mode));
  }

  /// A call of a member that has entered no epoch yet.
  ///
  /// @param suite that of the group's extension
  /// @param self ourselves, as long as this call lives
  /// @param stored every reservation of this group that is on disk: what makes sure that no number
  ///   is used again
  public static CallSession create(
      CallMode mode, SFrameSuite suite, MemberKey self, Collection<CallReservation> stored) {
    return create(mode, suite, self, stored, HeldFrames.Limits.USUAL);
  }

  static CallSession create(
      CallMode mode,
      SFrameSuite suite,
      MemberKey self,
      Collection<CallReservation> stored,
      HeldFrames.Limits limits) {
    return new CallSession(mode, suite, self, List.copyOf(stored), limits);
  }

  /// Says that we are going to speak on a channel, so that its reservations become [#due]. Does
  /// nothing when said again.
  ///
  /// @param channel 0 unless we have several streams, to 255
  public void open(int channel) {
    StreamId.checkChannel(channel);
    streams.computeIfAbsent(channel, each -> new OwnStream(self, each, spent(each)));
  }

  private long spent(int channel) {
    long end = 1;
    for (var one : stored) {
      if (one instanceof Sequences(var whose, var which, var until)
          && whose.equals(self)
          && which == channel) {
        end = Math.max(end, until);
      }
    }
    return end;
  }

  /// Goes on to the next epoch, or a later one. Who is no longer a member falls silent at once;
  /// what waited for this epoch is heard now.
  ///
  /// @param baseKey what MLS exports under [SFrameSuite#EXPORTER_LABEL]; closed in here
  /// @throws IllegalArgumentException if the epoch is not later than the one before, has no place
  ///   for our leaf, or the key has the wrong size; nothing has changed then, but the key is closed
  public void enter(CallEpoch epoch, Secret baseKey, Instant now) {
    var members = new Members(epoch);
    try (baseKey) {
      if (!members.include(self)) {
        throw new IllegalArgumentException(self + " is no member in epoch " + epoch.number());
      }
      keys.enter(epoch.media(), baseKey, members::holdSince, now);
    }
    number = epoch.number();
    entered++;
    ear.enter(members, now);
    tick(now);
  }

  /// The epoch in which we speak.
  public Optional<Epoch> epoch() {
    return Optional.ofNullable(number);
  }

  /// What to store now and then to [#confirm], for every stream that is open: in every epoch at
  /// once, and later while half a range is left, so that nobody who speaks waits for a disk. The
  /// same until it is confirmed.
  public List<CallReservation> due() {
    var due = new ArrayList<CallReservation>();
    for (var stream : streams.values()) {
      stream.due().ifPresent(due::add);
      sender(stream).flatMap(MediaSender::due).ifPresent(range -> due.add(new Counters(range)));
    }
    return due;
  }

  /// Says that a reservation is durable: a crash from now on finds it again. Counters of an earlier
  /// epoch come too late and change nothing.
  ///
  /// @throws IllegalArgumentException if it is not what was [#due]
  public void confirm(CallReservation durable) {
    switch (durable) {
      case Counters(var range) -> {
        var stream = streams.get(range.source().channel());
        var sender = stream == null ? Optional.<MediaSender>empty() : sender(stream);
        sender.orElseThrow(() -> notDue(durable)).confirm(range);
      }
      case Sequences range -> {
        var stream = streams.get(range.channel());
        if (stream == null) {
          throw notDue(durable);
        }
        stream.confirm(range);
      }
    }
  }

  private static IllegalArgumentException notDue(CallReservation durable) {
    return new IllegalArgumentException(durable + " was not due");
  }

  private Optional<MediaSender> sender(OwnStream stream) {
    return number == null ? Optional.empty() : Optional.of(keys.sender(stream.channel()));
  }

  /// Seals a packet for the hub's live fan-out.
  ///
  /// @param channel one that was opened
  /// @param timestamp of its first sample, in 48,000ths of a second: rises by 960 from packet to
  ///   packet, and by more after a pause
  /// @param opus a packet of 20 ms
  public Spoken speak(int channel, long timestamp, Bytes opus) {
    var stream = streams.get(channel);
    if (stream == null) {
      throw new IllegalArgumentException("channel " + channel + " is not open");
    }
    var payload = usual.payload(new AudioPayload(timestamp, opus));
    if (number == null) {
      return Spoken.Withheld.NO_EPOCH;
    }
    if (!stream.isReserved()) {
      return stream.isExhausted() ? Spoken.Withheld.EXHAUSTED : Spoken.Withheld.NOT_RESERVED;
    }
    long sequence = stream.next();
    var metadata = usual.header(new StreamId(self.leaf(), channel), sequence);
    var sender = keys.sender(channel);
    var result =
        payload.lend((in, from, size) -> sender.protect(metadata, in, from, size, sealed, 0));
    return switch (result) {
      case Protected.Sealed(var length, var _) -> {
        stream.spend();
        sent++;
        yield new Spoken.Frame(FrameSplitter.join(metadata, sealed, length), sequence);
      }
      case Protected.Withheld.NOT_RESERVED -> Spoken.Withheld.NOT_RESERVED;
      case Protected.Withheld.EXHAUSTED -> Spoken.Withheld.EXHAUSTED;
    };
  }

  /// Takes a frame that came from the hub. Never throws for what a frame holds.
  ///
  /// @param from the identity whose connection the hub had it from
  public Verdict hear(Instant now, Bytes from, Bytes frame) {
    return ear.hear(now, from, frame);
  }

  /// What to play now, source by source: in [CallMode#LIVE] exactly one for each that was heard in
  /// the last 10 s, asked for every 20 ms; in [CallMode#RECORD] all that is complete.
  public List<Heard> play(Instant now) {
    return ear.play(now);
  }

  /// Gives up what waited too long, and wipes keys that are no longer needed. Every frame that
  /// comes in does the same.
  public void tick(Instant now) {
    keys.tick(now);
    ear.tick(now);
  }

  /// When to [#tick] next, and in [CallMode#RECORD] to [#play], if nothing comes in.
  public Optional<Instant> wakeAt() {
    return Stream.of(keys.wakeAt(), ear.wakeAt()).flatMap(Optional::stream).min(Instant::compareTo);
  }

  /// What was counted. Still there after [#close].
  public CallStatistics statistics() {
    return ear.statistics(sent, Math.max(0, entered - 1));
  }

  /// Wipes all keys and drops all that waits. What is heard from now on is refused, and nothing is
  /// played.
  @Override
  public void close() {
    keys.close();
    ear.close();
    streams.clear();
    number = null;
  }
}
