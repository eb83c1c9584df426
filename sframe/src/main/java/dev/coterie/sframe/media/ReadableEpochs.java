package dev.coterie.sframe.media;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The epochs whose frames can be opened, by the low bits of their numbers.
final class ReadableEpochs {
  private final @Nullable EpochKeys[] places = new @Nullable EpochKeys[KeyIds.EPOCHS];
  private @Nullable EpochKeys current;
  private Instant wakeAt = Instant.MAX;

  /// The epoch entered last.
  @Nullable EpochKeys current() {
    return current;
  }

  /// The epoch that fits the low bits of a key id.
  @Nullable EpochKeys of(long keyId) {
    return places[KeyIds.epochBits(keyId)];
  }

  /// Makes an epoch the current one, in the place of any older one with its low bits.
  void enter(EpochKeys keys, MediaEpoch.Begun begun, Roster holders, Instant now) {
    switch (begun) {
      case WITH_REMOVE ->
          all().forEach(past -> past.endBy(now.plus(MediaKeys.OVERLAP_AFTER_REMOVE)));
      case WITHOUT_REMOVE -> {
        if (current != null) {
          current.endBy(now.plus(MediaKeys.OVERLAP));
        }
      }
    }
    all().forEach(past -> past.keepOnly(holders));
    drop(keys.number());
    places[KeyIds.epochBits(keys.number())] = keys;
    current = keys;
    sweep(now);
  }

  void tick(Instant now) {
    if (!now.isBefore(wakeAt)) {
      sweep(now);
    }
  }

  /// When the next epoch ends; [Instant#MAX] if none does.
  Instant wakeAt() {
    return wakeAt;
  }

  private void sweep(Instant now) {
    wakeAt = Instant.MAX;
    for (var epoch : all()) {
      if (!now.isBefore(epoch.until())) {
        drop(epoch.number());
      } else if (epoch.until().isBefore(wakeAt)) {
        wakeAt = epoch.until();
      }
    }
  }

  private List<EpochKeys> all() {
    var all = new ArrayList<EpochKeys>();
    for (var epoch : places) {
      if (epoch != null) {
        all.add(epoch);
      }
    }
    return all;
  }

  private void drop(long number) {
    int place = KeyIds.epochBits(number);
    var epoch = places[place];
    if (epoch != null) {
      epoch.close();
      places[place] = null;
    }
  }

  /// Wipes all keys.
  void close() {
    all().forEach(epoch -> drop(epoch.number()));
    current = null;
    wakeAt = Instant.MAX;
  }
}
