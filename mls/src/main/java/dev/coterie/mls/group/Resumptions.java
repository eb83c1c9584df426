package dev.coterie.mls.group;

import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId.Source;
import dev.coterie.mls.message.ResumptionUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The resumption keys of epochs that are over, bounded in number, newest first (RFC 9420 §8.6).
/// Immutable.
///
/// @param newestFirst without gaps
record Resumptions(List<Kept> newestFirst) {
  static final Resumptions NONE = new Resumptions(List.of());

  /// The key of one epoch.
  ///
  /// @param epoch which one
  /// @param key its resumption key; ours to close
  record Kept(Epoch epoch, Secret key) {}

  Resumptions {
    newestFirst = List.copyOf(newestFirst);
  }

  /// With the key of the epoch that ends. What is beyond the limit is wiped.
  Resumptions with(Epoch epoch, Secret key, int limit) {
    List<Kept> all = new ArrayList<>();
    all.add(new Kept(epoch, key));
    all.addAll(newestFirst);
    return new Resumptions(all).newest(limit);
  }

  /// The newest so many; what is beyond them is wiped.
  Resumptions newest(int limit) {
    if (newestFirst.size() <= limit) {
      return this;
    }
    newestFirst.subList(limit, newestFirst.size()).forEach(one -> one.key().close());
    return new Resumptions(newestFirst.subList(0, limit));
  }

  Optional<Secret> of(Epoch epoch) {
    return newestFirst.stream().filter(one -> one.epoch().equals(epoch)).map(Kept::key).findFirst();
  }

  void close() {
    newestFirst.forEach(one -> one.key().close());
  }

  /// What a group itself knows: its current resumption key and those it keeps.
  ///
  /// @param group its id
  /// @param usage what the keys may be used for
  /// @param current the current epoch
  /// @param past epochs before it
  record Of(GroupId group, ResumptionUsage usage, EpochState current, Resumptions past)
      implements KeySource {
    @Override
    public Optional<Secret> find(Source name) {
      if (!(name instanceof Source.Resumption(var asked, var of, var epoch))
          || asked != usage
          || !of.equals(group)) {
        return Optional.empty();
      }
      return epoch.equals(current.number())
          ? Optional.of(current.secrets().resumptionPsk())
          : past.of(epoch);
    }
  }
}
