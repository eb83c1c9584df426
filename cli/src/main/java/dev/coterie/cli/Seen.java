package dev.coterie.cli;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.GroupId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/// Up to which event this home was told what happened: of all groups, and beyond that of single
/// ones. Kept in the file `seen`, as lines of `number` and `number group`; if it is lost, all that
/// the journal holds is told again.
final class Seen {
  private final Home home;
  private final Map<GroupId, Long> ahead = new HashMap<>();
  private long all;

  Seen(Home home) throws IOException {
    this.home = home;
    try {
      Files.readString(home.seen()).lines().forEach(this::read);
    } catch (NoSuchFileException _) {
      all = 0;
    }
  }

  private void read(String line) {
    String[] words = line.split(" ", 2);
    try {
      long number = Long.parseLong(words[0]);
      if (words.length == 1) {
        all = number;
      } else {
        ahead.put(new GroupId(Bytes.fromHex(words[1])), number);
      }
    } catch (IllegalArgumentException _) {
      all = 0; // told again rather than missed
    }
  }

  /// Where to begin to hear of all groups.
  synchronized long of() {
    return all;
  }

  /// Where to begin to hear of one group.
  synchronized long of(GroupId group) {
    return Math.max(all, ahead.getOrDefault(group, 0L));
  }

  /// All was told up to this event.
  synchronized void note(long number) {
    all = Math.max(all, number);
    ahead.values().removeIf(each -> each <= all);
    save();
  }

  /// All of one group was told up to this event.
  synchronized void note(GroupId group, long number) {
    ahead.merge(group, number, Math::max);
    save();
  }

  private void save() {
    var text = new StringBuilder().append(all).append('\n');
    ahead.forEach(
        (group, number) ->
            text.append(number).append(' ').append(group.value().toHex()).append('\n'));
    try {
      Home.replace(home.seen(), text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
