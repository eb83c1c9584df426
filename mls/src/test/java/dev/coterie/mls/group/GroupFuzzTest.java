package dev.coterie.mls.group;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Groups under attack: any string of octets is a history of several people, their mistakes and a
/// hostile network, and in each the engine does what a simple model says.
class GroupFuzzTest {
  @FuzzTest(maxDuration = "10m")
  void anyHistory_isWhatTheModelSays(byte[] input) {
    FuzzRun.play(input);
  }
}
