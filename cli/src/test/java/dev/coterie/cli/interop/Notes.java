package dev.coterie.cli.interop;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What earlier steps made, by step and name; and what a script asks to be different in the next
/// group.
final class Notes {
  private static final int SUITES = 7;

  private final Map<Integer, Map<String, ByteString>> made = new HashMap<>();
  private int suite;
  private int step;

  Notes(int suite) {
    this.suite = suite;
  }

  void begin(int next) {
    step = next;
  }

  void put(String name, ByteString value) {
    made.computeIfAbsent(step, _ -> new HashMap<>()).put(name, value);
  }

  ByteString get(int index, String name) {
    return Optional.ofNullable(made.getOrDefault(index, Map.of()).get(name))
        .orElseThrow(() -> new IllegalArgumentException("step " + index + " made no " + name));
  }

  List<ByteString> all(List<Integer> indexes, String name) {
    return indexes.stream().map(index -> get(index, name)).toList();
  }

  int suite() {
    return suite;
  }

  /// Another suite from here on.
  void changeSuite() {
    suite = suite % SUITES + 1;
  }

  /// The first group's id, or another one.
  ByteString groupId(boolean changed) {
    ByteString id = get(0, "group_id");
    return changed ? id.concat(ByteString.copyFromUtf8("++")) : id;
  }
}
