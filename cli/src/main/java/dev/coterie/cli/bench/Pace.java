package dev.coterie.cli.bench;

import java.time.Duration;

/// How long things are timed.
///
/// @param warmUp asked without counting, per case and peer: compilers of virtual machines need it
/// @param request what one request should take
/// @param rounds requests that count, per case and peer
public record Pace(Duration warmUp, Duration request, int rounds) {
  /// For figures to be written down.
  public static final Pace CAREFUL = new Pace(Duration.ofSeconds(3), Duration.ofMillis(400), 7);

  /// For a first look.
  public static final Pace QUICK = new Pace(Duration.ofMillis(500), Duration.ofMillis(100), 3);

  /// About how long so many cases take, building groups not included.
  public Duration expected(int cases, int peers) {
    return warmUp.plus(request.multipliedBy(rounds)).multipliedBy((long) cases * peers);
  }
}
