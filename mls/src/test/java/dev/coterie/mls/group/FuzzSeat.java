package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.group.GroupSettings.Retention;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Somebody's place in a group: the engine's state, and beside it what the model says it is.
final class FuzzSeat {
  final String label;
  final String name;
  final World.Client client;
  final int leaf;
  FuzzEpoch epoch;
  boolean closed;

  /// Its private keys are in the hands of a forger, whose messages use up generations of its own.
  boolean betrayed;

  Retention retention;
  int resumptionLimit;
  private final boolean keepsEarly;
  List<FuzzEpoch> past = new ArrayList<>();
  List<Long> resumptions = new ArrayList<>();
  final Map<Bytes, FuzzWish> wishes = new LinkedHashMap<>();
  final Map<Bytes, FuzzParcel> held = new LinkedHashMap<>();
  final Map<Bytes, Early> early = new LinkedHashMap<>();
  final List<Bytes> everKept = new ArrayList<>();
  List<Staged> own = new ArrayList<>();
  List<Staged> seen = new ArrayList<>();
  Optional<FuzzParcel> registered = Optional.empty();
  final Set<Integer> spent = new HashSet<>();
  final Set<Integer> met = new HashSet<>();
  private final Map<String, Window> windows = new HashMap<>();

  /// A commit that could be merged.
  record Staged(FuzzParcel parcel, StagedCommit commit) {
    FuzzMove move() {
      return ((FuzzParcel.Body.Move) parcel.body()).move();
    }
  }

  /// What came before its epoch.
  ///
  /// @param parcel what it was before anything happened to it on the way
  /// @param bent whether something did
  record Early(FuzzParcel parcel, boolean bent, EarlyMessages.Head head) {
    static Early of(FuzzParcel parcel, Bytes bytes) {
      return new Early(parcel, !bytes.equals(parcel.bytes()), EarlyMessages.Head.of(bytes));
    }
  }

  /// Which keys of a sender are left.
  private static final class Window {
    private long next;
    private final TreeSet<Long> skipped = new TreeSet<>();
  }

  FuzzSeat(String name, String label, World.Client client, FuzzEpoch epoch, GroupSettings limits) {
    this.name = name;
    this.label = label;
    this.client = client;
    this.leaf = client.leaf().value();
    this.epoch = epoch;
    this.retention = limits.retention();
    this.keepsEarly = limits.waiting().earlyMessages() > 0;
    this.resumptionLimit = limits.resumptionEpochs();
  }

  MlsGroup group() {
    return client.group();
  }

  boolean mayAct() {
    return !closed && !betrayed;
  }

  boolean mustCommit() {
    return wishes.values().stream().anyMatch(wish -> !wish.isOf(leaf));
  }

  boolean knows(PreSharedKeyId.Source name, boolean lent) {
    return switch (name) {
      case PreSharedKeyId.Source.External _ -> lent;
      case PreSharedKeyId.Source.Resumption(_, var group, var number) ->
          group.equals(epoch.group)
              && (number.value() == epoch.number || resumptions.contains(number.value()));
    };
  }

  /// Whether the key of a text is left.
  boolean canOpen(FuzzParcel parcel, long generation) {
    Window window = window(parcel);
    return generation < window.next
        ? window.skipped.contains(generation)
        : generation - window.next <= retention.maxForward();
  }

  /// Whether later words of its sender were read before it.
  boolean isBehind(FuzzParcel parcel, long generation) {
    return generation < window(parcel).next;
  }

  void opened(FuzzParcel parcel, long generation) {
    Window window = window(parcel);
    if (generation < window.next) {
      window.skipped.remove(generation);
      return;
    }
    for (long passed = window.next; passed < generation; passed++) {
      window.skipped.add(passed);
    }
    window.next = generation + 1;
    trim(window);
  }

  private void trim(Window window) {
    while (window.skipped.size() > retention.skippedGenerations()) {
      window.skipped.pollFirst();
    }
  }

  private Window window(FuzzParcel parcel) {
    return windows.computeIfAbsent(
        parcel.epoch().id + ":" + parcel.leaf().orElseThrow(), key -> new Window());
  }

  /// The commit is merged.
  void advance(FuzzMove move) {
    wishes.clear();
    held.clear();
    registered = Optional.empty();
    if (move.removed().contains(leaf)) {
      closed = true;
      return;
    }
    past.addFirst(epoch);
    resumptions.addFirst(epoch.number);
    epoch = move.into();
    trimPast();
    if (epoch.reInit.isPresent()) {
      early.clear();
    }
  }

  void limits(Retention fresh, int epochs) {
    retention = fresh;
    resumptionLimit = epochs;
    windows.values().forEach(this::trim);
    trimPast();
  }

  private void trimPast() {
    past = new ArrayList<>(past.stream().limit(retention.pastEpochs()).toList());
    resumptions = new ArrayList<>(resumptions.stream().limit(resumptionLimit).toList());
    early.values().removeIf(one -> number(one) < epoch.number && !isLateText(one));
  }

  static long number(Early one) {
    return one.head().epoch().value();
  }

  private boolean isLateText(Early one) {
    return one.head().type() == ContentType.APPLICATION
        && past.stream().anyMatch(kept -> kept.number == number(one));
  }

  /// Whether a message that claims an epoch is kept until that comes.
  boolean awaits(FuzzEpoch claimed) {
    return awaits(claimed.group, claimed.number);
  }

  boolean awaits(GroupId group, long number) {
    return keepsEarly
        && group.equals(epoch.group)
        && epoch.reInit.isEmpty()
        && number > epoch.number
        && number - epoch.number <= GroupSettings.Waiting.RECOMMENDED.epochsAhead();
  }

  /// What can be judged by now.
  Set<Bytes> ready() {
    Set<Bytes> ready = new HashSet<>();
    early.forEach(
        (reference, one) -> {
          if (number(one) <= epoch.number) {
            ready.add(reference);
          }
        });
    held.forEach(
        (reference, parcel) -> {
          if (parcel.body() instanceof FuzzParcel.Body.Move(var move)
              && !move.references().isEmpty()
              && wishes.keySet().containsAll(move.references())) {
            ready.add(reference);
          }
        });
    return ready;
  }

  @Override
  public String toString() {
    return label + "@" + epoch + (closed ? " removed" : "");
  }
}
