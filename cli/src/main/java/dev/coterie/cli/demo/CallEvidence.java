package dev.coterie.cli.demo;

import java.util.List;
import java.util.Map;

/// What the members wrote down during the call, read after all processes have ended.
///
/// @param spoken alice's frames, in the order in which she spoke them
/// @param sent what everybody gave to the hub, as it lay on the wire
/// @param ears what each listener got and heard
/// @param carolsAttempts the frames of later epochs, offered to every media key that carol ever had
/// @param hubBytesWithSound places in the hub's files where a frame was found, sealed or not
record CallEvidence(
    List<Spoken> spoken,
    List<Sent> sent,
    Map<Cast, Ear> ears,
    Hearing carolsAttempts,
    List<String> hubBytesWithSound) {
  /// @param time samples at 48 kHz since the beginning: what names a frame everywhere in here
  /// @param fate `SENT`, or why it was not
  record Spoken(long time, String fate) {
    static final String SENT = "SENT";
    static final String NOT_YET = "NOT_YET";

    boolean wasSent() {
      return fate.equals(SENT);
    }
  }

  /// @param keyId of SFrame, which stands for epoch, leaf and channel
  /// @param counter under that key, to be used once
  record Sent(long keyId, long counter) {}

  /// @param arrived frames of alice as the hub handed them on
  /// @param heard what was played of them
  /// @param keyless frames for which the listener had no key in time, as it counted them itself; -1
  ///   if it did not come to tell
  record Ear(List<Arrived> arrived, List<Heard> heard, long keyless) {
    static final Ear DEAF = new Ear(List.of(), List.of(), -1);

    Ear {
      arrived = List.copyOf(arrived);
      heard = List.copyOf(heard);
    }
  }

  /// @param epoch whose key sealed the frame
  /// @param listenersEpoch where the listener was when it came, as the listener's own events told
  record Arrived(long time, long epoch, long listenersEpoch) {}

  /// A decoded frame.
  ///
  /// @param epoch whose key opened it
  /// @param pcm hash of the listener's samples
  /// @param expected hash of what the same packets give without a network, the same ones missing;
  ///   empty if alice never spoke such a frame
  record Heard(long time, long epoch, String pcm, String expected) {}

  /// @param tried frames of epochs after carol's last
  /// @param opened those that one of her keys opened
  /// @param own frames of her own epochs, tried in the same way
  /// @param ownOpened how many of these her keys opened: all, or the attempt proves nothing
  record Hearing(int tried, int opened, int own, int ownOpened) {}

  CallEvidence {
    spoken = List.copyOf(spoken);
    sent = List.copyOf(sent);
    ears = Map.copyOf(ears);
    hubBytesWithSound = List.copyOf(hubBytesWithSound);
  }

  Ear of(Cast who) {
    return ears.getOrDefault(who, Ear.DEAF);
  }
}
