package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.MlsGroup;
import dev.coterie.mls.group.StagedCommit;
import dev.coterie.vectors.Json;
import java.util.List;
import java.util.Optional;

/// Timings inside this process, each from bytes to bytes. What the group wants to be stored is made
/// and dropped, so its encoding counts and no disk does. The group of one size and suite is kept
/// for the next request.
final class Bench {
  private static final int MOST_MEMBERS = 100_000;
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final Bytes DATA = Bytes.fromHex("5a".repeat(256));

  private final RandomSource random = RandomSource.system();
  private Optional<Kept> kept = Optional.empty();

  private record Kept(CipherSuite suite, int members, BenchGroup group) {}

  private record Order(CipherSuite suite, int members, int iterations) {}

  /// Times what is asked for and puts median, extremes and sizes into the reply.
  void run(Request request, Json.Builder reply) {
    String what = request.text("what");
    var order =
        new Order(
            request.suite(),
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
    BenchGroup group = BenchGroup.of(order.suite(), order.members());
    kept = Optional.of(new Kept(order.suite(), order.members(), group));
    return group;
  }

  private void keyPackage(Order order, Json.Builder reply) {
    Identity identity = PeerClient.identity(order.suite(), "m0", random);
    var samples = new Samples();
    int size = 0;
    for (int i = 0; i < order.iterations(); i++) {
      size =
          samples
              .time(() -> KeyPackages.message(PeerClient.bundle(identity, random).keyPackage()))
              .size();
    }
    samples.report(reply, size);
  }

  private void createGroup(Order order, Json.Builder reply) {
    List<Bytes> packages = BenchGroup.packages(BenchGroup.invite(order.suite(), order.members()));
    var samples = new Samples();
    int commit = 0;
    int welcome = 0;
    for (int i = 0; i < order.iterations(); i++) {
      Identity identity = PeerClient.identity(order.suite(), "m0", random);
      BenchGroup.Created created = samples.time(() -> BenchGroup.create(identity, packages));
      commit = created.commit().size();
      welcome = created.welcome().size();
      created.group().close();
    }
    samples.report(reply, commit + welcome);
    reply.with("commit_bytes", commit).with("welcome_bytes", welcome);
  }

  private void join(Order order, Json.Builder reply) {
    BenchGroup group = group(order);
    var samples = new Samples();
    for (int leaf : group.spare().stream().limit(order.iterations()).toList()) {
      BenchGroup.Invited who = group.take(leaf);
      samples.time(() -> group.join(who)).close();
    }
    if (samples.isEmpty()) {
      throw new IllegalStateException(
          "no member is left to join: ask for another size, then for this one again");
    }
    samples.report(reply, group.welcome().size());
  }

  private void commit(String what, Order order, Json.Builder reply) {
    BenchGroup group = group(order);
    group.fill();
    MlsGroup creator = group.creator();
    var made = new Samples();
    var read = new Samples();
    var merged = new Samples();
    int size = 0;
    for (int i = 0; i < order.iterations(); i++) {
      StagedCommit commit = made.time(() -> BenchGroup.stage(creator));
      Bytes message = commit.commitMessage();
      size = message.size();
      merged.time(() -> creator.merge(commit));
      read.time(
          () -> {
            BenchGroup.process(group.reader(), message);
            return message;
          });
    }
    (what.equals("commit_update") ? made : read).report(reply, size);
    reply.with("merge_ns", merged.median());
  }

  private void message(String what, Order order, Json.Builder reply) {
    BenchGroup group = group(order);
    group.fill();
    BenchGroup.decrypt(group.reader(), BenchGroup.encrypt(group.creator(), DATA));
    var made = new Samples();
    var read = new Samples();
    int size = 0;
    for (int i = 0; i < order.iterations(); i++) {
      Bytes message = made.time(() -> BenchGroup.encrypt(group.creator(), DATA));
      size = message.size();
      read.time(() -> BenchGroup.decrypt(group.reader(), message));
    }
    (what.equals("encrypt") ? made : read).report(reply, size);
  }
}
