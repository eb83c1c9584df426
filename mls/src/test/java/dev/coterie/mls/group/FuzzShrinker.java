package dev.coterie.mls.group;

import java.io.ByteArrayOutputStream;
import java.util.function.Predicate;

/// Leaves steps out of an input as long as it still fails.
final class FuzzShrinker {
  private FuzzShrinker() {}

  static byte[] smallest(byte[] failing, Predicate<byte[]> fails) {
    byte[] best = failing;
    for (int length = steps(best) / 2; length >= 1; length /= 2) {
      for (int from = steps(best) - length; from >= 0; from -= length) {
        byte[] shorter = without(best, from, length);
        if (fails.test(shorter)) {
          best = shorter;
          from = Math.min(from, steps(best));
        }
      }
    }
    return best;
  }

  static int steps(byte[] input) {
    return Math.max(0, (input.length - FuzzStep.HEAD + FuzzStep.SIZE - 1) / FuzzStep.SIZE);
  }

  private static byte[] without(byte[] input, int from, int length) {
    var out = new ByteArrayOutputStream();
    int start = Math.min(input.length, FuzzStep.HEAD + from * FuzzStep.SIZE);
    int end = Math.min(input.length, start + length * FuzzStep.SIZE);
    out.write(input, 0, start);
    out.write(input, end, input.length - end);
    return out.toByteArray();
  }
}
