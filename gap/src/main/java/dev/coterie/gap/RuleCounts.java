package dev.coterie.gap;

import dev.coterie.codec.Rule;
import java.util.HashMap;
import java.util.Map;

/// How often each rule was broken, and the one value that says so.
final class RuleCounts {
  private static final class Count {
    private final Verdict.Refused verdict;
    private long times;

    private Count(Rule rule) {
      verdict = new Verdict.Refused(rule);
    }
  }

  private final Map<Rule, Count> counts = new HashMap<>();

  Verdict.Refused refuse(Rule rule) {
    var count = counts.computeIfAbsent(rule, Count::new);
    count.times++;
    return count.verdict;
  }

  Map<Rule, Long> all() {
    var all = new HashMap<Rule, Long>();
    counts.forEach((rule, count) -> all.put(rule, count.times));
    return all;
  }
}
