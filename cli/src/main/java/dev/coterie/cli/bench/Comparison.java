package dev.coterie.cli.bench;

import dev.coterie.vectors.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Peers that are timed in turn, so that whatever disturbs the machine disturbs all of them. The
/// first one is what the others are compared with.
public final class Comparison implements AutoCloseable {
  private final List<PeerProcess> peers = new ArrayList<>();
  private final Pace pace;
  private final Consumer<String> progress;

  /// A peer in a case.
  ///
  /// @param iterations asked for in each round
  /// @param replies of the rounds so far
  private record Turn(PeerProcess peer, int iterations, List<Json.Obj> replies) {}

  /// @param progress gets a line for each step
  public Comparison(Pace pace, Consumer<String> progress) {
    this.pace = pace;
    this.progress = progress;
  }

  /// Starts a peer. One that cannot be started is left out.
  ///
  /// @return who it says it is, or why it is left out
  public String add(PeerCommand command) {
    try {
      PeerProcess peer =
          PeerProcess.start(command.name(), command.words(), Map.of("RAYON_NUM_THREADS", "1"));
      peers.add(peer);
      return peer.said("version") + " (" + peer.said("crypto") + ")";
    } catch (IOException e) {
      return "left out: " + e.getMessage();
    }
  }

  /// Names of the peers that run.
  public List<String> names() {
    return peers.stream().map(PeerProcess::name).toList();
  }

  /// Times one case at every peer.
  public Row measure(Case what) {
    Map<String, String> absent = new LinkedHashMap<>();
    List<Turn> turns = new ArrayList<>();
    for (PeerProcess peer : peers) {
      progress.accept(
          "suite %d, %,d members: %s, %s warms up"
              .formatted(what.suite(), what.members(), what.operation(), peer.name()));
      try {
        turns.add(new Turn(peer, warmUp(peer, what), new ArrayList<>()));
      } catch (IOException e) {
        absent.put(peer.name(), reason(e));
      }
    }
    for (int round = 0; round < pace.rounds(); round++) {
      for (Turn turn : List.copyOf(turns)) {
        try {
          turn.replies().add(ask(turn.peer(), what, turn.iterations()));
        } catch (IOException e) {
          turns.remove(turn);
          absent.put(turn.peer().name(), reason(e));
        }
      }
    }
    return new Row(what, figures(turns), absent);
  }

  private Map<String, Row.Figure> figures(List<Turn> turns) {
    Map<String, Row.Figure> figures = new LinkedHashMap<>();
    if (!turns.isEmpty() && turns.getFirst().peer().equals(peers.getFirst())) {
      List<Json.Obj> ours = turns.getFirst().replies();
      turns.forEach(turn -> figures.put(turn.peer().name(), figure(turn.replies(), ours)));
    }
    return figures;
  }

  static Row.Figure figure(List<Json.Obj> replies, List<Json.Obj> ours) {
    double[] times = times(replies);
    double[] ratios = times(replies);
    double[] base = times(ours);
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] /= base[i];
    }
    Arrays.sort(times);
    Arrays.sort(ratios);
    double middle = median(times);
    return new Row.Figure(
        Math.round(middle),
        replies.getLast().number("bytes"),
        median(ratios),
        ratios[0],
        ratios[ratios.length - 1],
        (times[times.length - 1] - times[0]) / middle);
  }

  private static double[] times(List<Json.Obj> replies) {
    return replies.stream().mapToDouble(reply -> Math.max(1, reply.number("ns_per_op"))).toArray();
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /// Asks until the compilers have had their time.
  ///
  /// @return how many iterations fill a request
  private int warmUp(PeerProcess peer, Case what) throws IOException {
    long begun = System.nanoTime();
    int iterations = 1;
    do {
      long took = Math.max(1, ask(peer, what, iterations).number("ns_per_op"));
      iterations = Math.clamp(pace.request().toNanos() / took, 1, what.most());
    } while (Duration.ofNanos(System.nanoTime() - begun).compareTo(pace.warmUp()) < 0);
    return iterations;
  }

  /// One request. When nobody is left to join, a group of another size takes the place of the one
  /// that is used up, and the next request makes a new one.
  private static Json.Obj ask(PeerProcess peer, Case what, int iterations) throws IOException {
    try {
      return peer.bench(what, iterations);
    } catch (PeerProcess.PeerSaysNoException e) {
      if (what.operation() != Case.Operation.JOIN) {
        throw e;
      }
      int other = what.members() == 2 ? 3 : 2;
      peer.bench(new Case(Case.Operation.ENCRYPT, other, what.suite()), 1);
      return peer.bench(what, iterations);
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage());
  }

  @Override
  public void close() {
    peers.forEach(PeerProcess::close);
  }
}
