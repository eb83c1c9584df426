package dev.coterie.gbp.session;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import java.util.Arrays;

/// Which sequence numbers of one incoming stream were accepted: all that matters of them is the
/// highest, and the 1,023 below it. `docs/gbp2.md` §4. Not thread-safe: it has one owner.
final class ReplayWindow {
  /// How many numbers are remembered.
  static final int SIZE = 1024;

  /// Its stored form: the highest number, and a bit per missing number below it, from the highest
  /// down.
  static final KeyedForm<ReplayWindow> FORM =
      new KeyedForm<>("replay window", 256, ReplayWindow::read, ReplayWindow::write);

  private static final int WORDS = SIZE / Long.SIZE;

  /// Where a number stands.
  enum Place {
    NEW,
    TOO_OLD,
    DUPLICATE
  }

  private final long[] accepted = new long[WORDS];
  private long highest;

  /// The highest accepted number, 0 if there is none.
  long highest() {
    return highest;
  }

  /// Judges a number without changing anything.
  Place place(long number) {
    if (number > highest) {
      return Place.NEW;
    }
    if (highest - number >= SIZE) {
      return Place.TOO_OLD;
    }
    return isSet(number) ? Place.DUPLICATE : Place.NEW;
  }

  /// Accepts a number that is new.
  ///
  /// @return how many numbers it skipped
  long accept(long number) {
    if (number < highest) {
      set(number);
      return 0;
    }
    long skipped = number - highest - 1;
    if (skipped >= SIZE) {
      Arrays.fill(accepted, 0);
    } else {
      for (long between = highest + 1; between < number; between++) {
        clear(between);
      }
    }
    highest = number;
    set(number);
    return skipped;
  }

  private static int word(long number) {
    return (int) ((number / Long.SIZE) % WORDS);
  }

  private boolean isSet(long number) {
    return (accepted[word(number)] & (1L << number)) != 0;
  }

  private void set(long number) {
    accepted[word(number)] |= 1L << number;
  }

  private void clear(long number) {
    accepted[word(number)] &= ~(1L << number);
  }

  /// How many numbers below the highest are still remembered, accepted or not.
  private int below() {
    return (int) Math.min(SIZE - 1, Math.max(0, highest - 1));
  }

  private Bytes missing() {
    var bits = new byte[SIZE / Byte.SIZE];
    int used = 0;
    for (int i = 0; i < below(); i++) {
      if (!isSet(highest - 1 - i)) {
        bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
        used = i / Byte.SIZE + 1;
      }
    }
    return Bytes.copyOf(bits, 0, used);
  }

  private static ReplayWindow read(KeyedReader in) {
    long highest = in.take(0, "highest", item -> item.uint(1, Long.MAX_VALUE));
    var missing = in.takeUnless(Bytes.EMPTY, 1, "missing", item -> item.bytes(0, SIZE / Byte.SIZE));
    var window = new ReplayWindow();
    window.highest = highest;
    Arrays.fill(window.accepted, -1L);
    if (!missing.isEmpty() && missing.at(missing.size() - 1) == 0) {
      throw in.malformed("missing", "trailing zeros");
    }
    for (int i = 0; i < missing.size() * Byte.SIZE; i++) {
      if (((missing.at(i / Byte.SIZE) >> (i % Byte.SIZE)) & 1) != 0) {
        if (i >= window.below()) {
          throw in.malformed("missing", "bit " + i + " is outside the window");
        }
        window.clear(highest - 1 - i);
      }
    }
    return window;
  }

  private void write(KeyedWriter out) {
    out.uint(0, highest).bytesUnlessEmpty(1, missing());
  }

  /// The window in its stored form, as it would be after accepting a number.
  Bytes encode() {
    return FORM.encode(this);
  }

  /// A window from its stored form.
  ///
  /// @throws MalformedException if it is not one
  static ReplayWindow decode(Bytes stored) {
    return FORM.decode(stored);
  }
}
