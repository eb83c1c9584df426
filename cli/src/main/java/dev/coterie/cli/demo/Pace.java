package dev.coterie.cli.demo;

/// How fast alice speaks.
enum Pace {
  /// A frame every 20 ms, heard when its time has come: who is late misses something.
  REAL_TIME,
  /// As fast as the slowest listener follows, so that nobody misses anything.
  SLOWEST_LISTENER
}
