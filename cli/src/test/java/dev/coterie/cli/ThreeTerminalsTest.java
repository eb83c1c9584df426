package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three chats in three processes on one hub, as three people would have them.
final class ThreeTerminalsTest {
  @TempDir Path folder;

  @Test
  void threeProcesses_talk_removeAndGoOn() throws Exception {
    try (var homes = new Homes(folder)) {
      homes.group("team", "bob", "carol");
      try (var alice = new Terminal(homes.home("alice"), "chat");
          var bob = new Terminal(homes.home("bob"), "chat");
          var carol = new Terminal(homes.home("carol"), "chat")) {
        alice.hears("/help shows");
        bob.hears("/help shows");
        carol.hears("/help shows");
        alice.says("привет 👋");
        bob.hears("alice: привет 👋");
        carol.hears("alice: привет 👋");
        bob.says("/update");
        carol.hears("new keys, by bob");
        carol.says("hello from carol");
        alice.hears("carol: hello from carol");
        alice.says("/remove carol");
        carol.hears("you were removed by alice");
        alice.says("without her");
        bob.hears("alice: without her");
        assertThat(carol.said()).doesNotContain("without her");
        alice.says("/quit");
        assertThat(alice.ended()).isZero();
      }
      assertThat(homes.run("bob", "send", "bye").done().out()).contains("sent to team");
    }
  }
}
