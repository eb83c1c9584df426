package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import dev.coterie.vectors.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Timings inside this process, each from bytes to bytes. The group of one size and suite is kept
/// for the next request.
final class Bench {
  private static final int MOST_MEMBERS = 100_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final Bytes DATA = Bytes.fromHex("5a".repeat(256));

  private final BenchMember.Maker maker;
  private Optional<Kept> kept = Optional.empty();

  private record Kept(int suite, int members, BenchGroup group) {}

  private record Order(int suite, int members, int iterations) {}

  Bench(BenchMember.Maker maker) {
    this.maker = maker;
  }

  /// Times what is asked for and puts median, extremes and sizes into the reply.
  void run(Request request, Json.Builder reply) {
    String what = request.text("what");
    var order =
        new Order(
            request.number("suite", 1, 0, 0xffff),
            request.number("members", 2, 2, MOST_MEMBERS),
            request.number("iterations", 1, 1, MOST_ITERATIONS));
    switch (what) {
      case "key_package" -> keyPackage(order, reply);
      case "create_group" -> createGroup(order, reply);
      case "join" -> join(order, reply);
      case "commit_update", "process_commit" -> commit(what, order, reply);
      case "encrypt", "decrypt" -> message(what, order, reply);
      default -> throw new UnsupportedOperationException("bench \"" + what + "\"");
    }
  }

  private BenchGroup group(Order order) {
    if (kept.isPresent()
        && kept.get().suite() == order.suite()
        && kept.get().members() == order.members()) {
      return kept.get().group();
    }
    kept = Optional.empty(); // both at once might not fit
    BenchGroup group = BenchGroup.of(maker, order.suite(), order.members());
    kept = Optional.of(new Kept(order.suite(), order.members(), group));
    return group;
  }

  private void keyPackage(Order order, Json.Builder reply) {
    BenchMember member = maker.make(order.suite(), "m0");
    var samples = new Samples();
    int size = 0;
    for (int i = 0; i < order.iterations(); i++) {
      size = samples.time(member::keyPackage).size();
    }
    samples.report(reply, size);
  }

  private void createGroup(Order order, Json.Builder reply) {
    List<Bytes> packages =
        BenchGroup.invite(maker, order.suite(), order.members(), new HashMap<>());
    var samples = new Samples();
    var last = new BenchMember.Created(Bytes.EMPTY, Bytes.EMPTY);
    for (int i = 0; i < order.iterations(); i++) {
      BenchMember creator = maker.make(order.suite(), "m0");
      last = samples.time(() -> creator.create(BenchGroup.ID, packages));
    }
    samples.report(reply, last.commit().size() + last.welcome().size());
    reply.with("commit_bytes", last.commit().size()).with("welcome_bytes", last.welcome().size());
  }

  private void join(Order order, Json.Builder reply) {
    BenchGroup group = group(order);
    var samples = new Samples();
    for (int leaf : group.spare().stream().limit(order.iterations()).toList()) {
      BenchMember member = group.take(leaf);
      samples.time(() -> member.join(group.welcome()));
    }
    if (samples.isEmpty()) {
      throw new IllegalStateException(
          "no member left to join: ask for another size, then for this one again");
    }
    samples.report(reply, group.welcome().size());
  }

  private void commit(String what, Order order, Json.Builder reply) {
    BenchGroup group = group(order);
    group.fill();
    var made = new Samples();
    var read = new Samples();
    var merged = new Samples();
    int size = 0;
    for (int i = 0; i < order.iterations(); i++) {
      Bytes commit = made.time(group.creator()::commit);
      size = commit.size();
      merged.time(group.creator()::merge);
      read.time(() -> group.reader().process(commit));
    }
    (what.equals("commit_update") ? made : read).report(reply, size);
    reply.with("merge_ns", merged.median());
  }

  private void message(String what, Order order, Json.Builder reply) {
    BenchGroup group = group(order);
    group.fill();
    group.reader().decrypt(group.creator().encrypt(DATA));
    var made = new Samples();
    var read = new Samples();
    int size = 0;
    for (int i = 0; i < order.iterations(); i++) {
      Bytes message = made.time(() -> group.creator().encrypt(DATA));
      size = message.size();
      read.time(() -> group.reader().decrypt(message));
    }
    (what.equals("encrypt") ? made : read).report(reply, size);
  }
}
