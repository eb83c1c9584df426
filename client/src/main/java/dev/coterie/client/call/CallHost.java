package dev.coterie.client.call;

import dev.coterie.client.event.Person;
import dev.coterie.gap.CallReservation;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// What a call has around it. The client makes one; applications have no use for it.
public interface CallHost {
  /// The time.
  Instant now();

  /// Makes reservations durable. Called by the call's own thread alone.
  ///
  /// @throws dev.coterie.codec.UnavailableException if the store fails: it is asked again later
  void store(List<CallReservation> reservations);

  /// Opens the group's live media at the hub.
  MediaSession open(Consumer<MediaEvent> listener);

  /// What to show for somebody. Reads memory only.
  String nameOf(Person person);

  /// The call is over: it wants no keys any more. Called once, by the call's own thread.
  void ended();
}
