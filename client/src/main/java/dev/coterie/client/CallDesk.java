package dev.coterie.client;

import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallControl;
import dev.coterie.client.call.CallEnd;
import dev.coterie.client.call.CallHost;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.contact.Contact;
import dev.coterie.client.contact.Contacts;
import dev.coterie.client.event.Person;
import dev.coterie.client.group.ClientRule;
import dev.coterie.client.group.Effect;
import dev.coterie.client.group.GroupKeys;
import dev.coterie.client.group.Input;
import dev.coterie.client.group.MediaTurn;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.gap.CallReservation;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.mls.message.GroupId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The call of one group, if there is one. The group's owner hands it keys and its end, and waits
/// for nothing; whoever begins a call waits here.
final class CallDesk implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CallDesk.class.getName());

  /// A call and what it was registered as.
  private record Line(long number, int channel, CallControl control) {
    Call call() {
      return control.call();
    }
  }

  /// More than a member's channels have, twice.
  private static final int ROWS = 1_024;

  private final GroupId id;
  private final ClientStore store;
  private final HubLink link;
  private final Contacts contacts;
  private final InstantSource clock;
  private final Consumer<Input> group;

  /// Held while a call begins, and while one writes: so the rows that a new call reads hold all
  /// that the one before has used.
  private final ReentrantLock turn = new ReentrantLock();

  private long numbers;
  private volatile @Nullable Line line;

  CallDesk(
      GroupId id,
      ClientStore store,
      HubLink link,
      Contacts contacts,
      InstantSource clock,
      Consumer<Input> group) {
    this.id = id;
    this.store = store;
    this.link = link;
    this.contacts = contacts;
    this.clock = clock;
    this.group = group;
  }

  /// Begins a call that the group does not know of yet.
  ///
  /// @return how to tell the group
  Begun begin(CallSettings settings, CallControl.Place place) {
    turn.lock();
    try {
      Line before = line;
      if (before != null && !before.call().isEnded()) {
        throw new RefusedException(ClientRule.CALL_UNDER_WAY, id.toString());
      }
      long number = ++numbers;
      var control = CallControl.begin(settings, place, stored(), new Host(number));
      line = new Line(number, settings.channel(), control);
      return new Begun(number, control.call());
    } finally {
      turn.unlock();
    }
  }

  private List<CallReservation> stored() {
    return store.scan(Table.MEDIA_RESERVATION, GroupKeys.of(id), Bytes.EMPTY, ROWS).stream()
        .map(row -> CallReservation.decode(row.value()))
        .toList();
  }

  /// A call that the group is to be told of.
  record Begun(long number, Call call) {}

  /// The engine was taken up again from the store, and knows of no call.
  Optional<Input> again() {
    Line open = line;
    return open == null || open.call().isEnded()
        ? Optional.empty()
        : Optional.of(new Input.CallOn(open.number(), open.channel(), Input.Entry.AGAIN, 0));
  }

  void keys(Effect.CallKeys effect) {
    Line open = line;
    if (open != null && open.number() == effect.call()) {
      enter(open, effect.turn());
    } else {
      effect.turn().close();
    }
  }

  /// A call that breaks is over; its group is not.
  private static void enter(Line open, MediaTurn turn) {
    try {
      open.control().enter(turn);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a call took no keys of " + turn, e);
      open.control().end(CallEnd.BLOCKED);
    }
  }

  void end(Effect.EndCall effect) {
    Line open = line;
    if (open != null && open.number() == effect.call()) {
      open.control().end(reason(effect.why()));
    }
  }

  private static CallEnd reason(ClientRule why) {
    return switch (why) {
      case FORK_SUSPECTED, LOG_INCOMPLETE -> CallEnd.FORKED;
      case STORE_BEHIND_LOG -> CallEnd.STORE_RESTORED;
      case GROUP_BLOCKED, STATE_LOST -> CallEnd.BLOCKED;
      case ACCESS_LOST -> CallEnd.ACCESS_LOST;
      default -> CallEnd.REMOVED;
    };
  }

  /// The client closes: the call's thread is gone when this returns, and with it all that it
  /// writes.
  @Override
  public void close() {
    Line open = line;
    if (open != null) {
      open.call().close();
      open.control().join();
    }
  }

  /// What one call has around it.
  private final class Host implements CallHost {
    private final long number;

    Host(long number) {
      this.number = number;
    }

    @Override
    public Instant now() {
      return clock.instant();
    }

    @Override
    public void store(List<CallReservation> reservations) {
      var rows = new Batch();
      for (var each : reservations) {
        rows.put(
            Table.MEDIA_RESERVATION,
            GroupKeys.of(id, each.slot()),
            CallReservation.CODEC.encode(each));
      }
      turn.lock();
      try {
        Line open = line;
        if (open != null && open.number() == number) {
          store.apply(rows);
        }
      } finally {
        turn.unlock();
      }
    }

    @Override
    public MediaSession open(Consumer<MediaEvent> listener) {
      return link.openMedia(new HubGroupId(id.value()), listener);
    }

    @Override
    public String nameOf(Person person) {
      return contacts.of(person.fingerprint()).map(Contact::name).orElse(person.claimed());
    }

    @Override
    public void ended() {
      try {
        group.accept(new Input.CallOff(number));
      } catch (IllegalStateException _) {
        // the client is closed, and the group with it
      }
    }
  }
}
