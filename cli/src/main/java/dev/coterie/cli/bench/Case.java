package dev.coterie.cli.bench;

import java.util.ArrayList;
import java.util.List;

/// One thing to be timed.
///
/// @param operation what
/// @param members size of the group
/// @param suite cipher suite
public record Case(Operation operation, int members, int suite) {
  /// What can be timed, by its name in the protocol.
  public enum Operation {
    KEY_PACKAGE("key_package"),
    CREATE_GROUP("create_group"),
    JOIN("join"),
    COMMIT_UPDATE("commit_update"),
    PROCESS_COMMIT("process_commit"),
    ENCRYPT("encrypt"),
    DECRYPT("decrypt");

    private final String code;

    Operation(String code) {
      this.code = code;
    }

    /// Its name in the protocol.
    public String code() {
      return code;
    }

    @Override
    public String toString() {
      return code;
    }
  }

  /// Everything for these suites and sizes, in the order in which groups can be kept. A key package
  /// does not depend on a group, and where all members are needed for something else none is left
  /// to join.
  public static List<Case> all(
      List<Operation> operations, List<Integer> sizes, List<Integer> suites) {
    List<Case> cases = new ArrayList<>();
    for (int suite : suites) {
      for (int members : sizes) {
        operations.stream()
            .filter(one -> one != Operation.KEY_PACKAGE || members == sizes.getFirst())
            .filter(one -> one != Operation.JOIN || spare(members) > 0)
            .forEach(one -> cases.add(new Case(one, members, suite)));
      }
    }
    return List.copyOf(cases);
  }

  /// How many of a group can join without being missed: not the creator, and not leaves 1, 2, 4, …,
  /// who take part later.
  static int spare(int members) {
    int needed = 1;
    for (int leaf = 2; leaf < members; leaf *= 2) {
      needed++;
    }
    return members - 1 - needed;
  }

  /// How many of these make sense in one request.
  int most() {
    return operation == Operation.JOIN ? spare(members) : 50_000;
  }
}
