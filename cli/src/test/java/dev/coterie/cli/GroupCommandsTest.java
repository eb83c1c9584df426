package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of people, one after the other, over a real hub.
final class GroupCommandsTest {
  @TempDir Path folder;

  private Homes homes;

  @BeforeEach
  void start() {
    homes = new Homes(folder);
  }

  @AfterEach
  void stop() {
    homes.close();
  }

  @Test
  void twoPeople_fromNothingToAGroup_andApartAgain() throws Exception {
    homes.run("alice", "id", "alice", "--hub", homes.hub()).done();
    var made = homes.run("alice", "create", "book club").done();
    assertThat(made.out()).contains("made book club", "coterie invite");
    String invitation = homes.run("alice", "invite").done().out().strip();
    assertThat(invitation).startsWith("coterie join " + homes.hub() + " alice@");

    List<String> words = List.of(invitation.split(" "));
    var join = homes.beside("bob", "join", words.get(2), words.get(3), "--name", "bob", "--json");
    assertThat(Session.await(() -> homes.run("bob", "id").code() == 0, Duration.ofSeconds(20)))
        .isTrue();
    String bob = homes.person("bob");
    assertThat(
            Session.await(() -> homes.run("alice", "add", bob).code() == 0, Duration.ofSeconds(20)))
        .as("bob's key packages arrive")
        .isTrue();
    var joined = Homes.ended(join).done().objects();
    assertThat(joined.getFirst().text("add")).isEqualTo("coterie add " + bob);
    assertThat(joined.getLast().text("name")).isEqualTo("book club");
    assertThat(joined.getLast().object("by").text("standing")).isEqualTo("pinned");

    homes.run("alice", "send", "hello bob").done();
    homes.piped("alice", "two\nlines\n", "send", "book club", "-").done();
    var heard = homes.run("bob", "listen", "--once").done();
    assertThat(heard.out()).contains("[book club]", "alice: hello bob", "alice: two\n      lines");
    assertThat(homes.run("bob", "listen", "--once").done().out()).isEmpty();
    assertThat(homes.run("bob", "listen", "--once", "--all").done().out()).contains("hello bob");

    homes.run("bob", "send", "hello alice").done();
    var events = homes.run("alice", "listen", "book club", "--once", "--json").done().objects();
    assertThat(events).anySatisfy(e -> assertThat(e.text("event")).isEqualTo("sent"));
    var last = events.getLast();
    assertThat(last.text("text")).isEqualTo("hello alice");
    assertThat(last.object("from").text("name")).isEqualTo("bob");

    homes.run("bob", "update").done();
    assertThat(homes.run("alice", "remove", "bob").done().out()).contains("bob is no longer in");
    assertThat(homes.run("bob", "listen", "--once").done().out())
        .contains("you were removed by alice");
    homes.run("bob", "send", "still here?").failed(ExitCode.REFUSED, "you are in no group");
  }

  @Test
  void members_showWhatNamesAreWorth() throws Exception {
    homes.group("team", "bob", "carol");
    assertThat(homes.run("bob", "members").done().out())
        .contains("team (", "you", "alice  ", "pinned", "carol  ", "unverified");
    var members = homes.run("alice", "members", "team", "--json").done().object();
    assertThat(members.array("members").objects())
        .extracting(each -> each.text("standing"))
        .containsExactly("self", "pinned", "pinned");

    String mine =
        homes.run("alice", "verify", "bob", "--json").done().object().text("safetyNumber");
    String theirs =
        homes.run("bob", "verify", "alice", "--json").done().object().text("safetyNumber");
    assertThat(mine).isEqualTo(theirs).matches("(\\d{5} ){11}\\d{5}");
    assertThat(homes.run("alice", "verify", "bob").done().out().lines().filter(l -> !l.isBlank()))
        .hasSize(4);
    homes.run("alice", "verify", "bob", "--yes").done();
    assertThat(homes.run("alice", "members").done().out()).contains("verified");
    homes.run("bob", "verify", "carol", "--yes").done();
    assertThat(homes.run("bob", "members").done().out()).doesNotContain("unverified");
    homes.run("alice", "verify", "dave").failed(ExitCode.REFUSED, "neither a contact");
  }

  @Test
  void leaving_isCompletedByTheOthers() throws Exception {
    homes.group("team", "bob");
    assertThat(homes.run("bob", "leave", "team").done().out()).contains("you asked to leave team");
    assertThat(
            Session.await(
                () -> {
                  homes.run("alice", "listen", "--for", "3").done();
                  return homes.run("bob", "listen", "--once").done().out().contains("removed");
                },
                Duration.ofSeconds(20)))
        .isTrue();
    homes.run("alice", "leave").failed(ExitCode.REFUSED, "LAST_MEMBER").err();
  }

  @Test
  void stock_saysHowTheKeyPackagesStand() throws Exception {
    homes.group("team", "bob");
    assertThat(
            Session.await(
                () ->
                    homes.run("bob", "stock", "--json").done().object().number("unpublished") == 0,
                Duration.ofSeconds(20)))
        .isTrue();
    var figures = homes.run("bob", "stock", "--json").done().object();
    assertThat(figures.number("oneTime")).isBetween(10L, 20L);
    assertThat(figures.number("lastResorts")).isEqualTo(1);
    assertThat(homes.run("bob", "stock").done().out())
        .contains("one-time key packages published", "last resort: used 0 times");
  }

  @Test
  void groupThatWorks_isNotReplaced() throws Exception {
    homes.group("team", "bob");
    assertThat(homes.run("alice", "replace").failed(ExitCode.REFUSED, "NOT_STUCK").err())
        .contains("coterie remove");
    assertThat(homes.run("alice", "replace", "--help").done().out()).contains("--without");
  }

  @Test
  void groups_areNamedByNameOrId() throws Exception {
    homes.group("team");
    var other = homes.run("alice", "create", "other", "--json").done().object();
    homes.run("alice", "send", "to whom?").failed(ExitCode.REFUSED, "you are in 2 groups");
    homes.run("alice", "send", "nobody", "hi").failed(ExitCode.REFUSED, "no group is called");
    homes.run("alice", "send", "team", "hi").done();
    homes.run("alice", "send", other.text("id").substring(0, 8), "hi").done();
    homes.run("alice", "create", "team").done();
    homes.run("alice", "send", "team", "hi").failed(ExitCode.REFUSED, "more than one group");
  }

  @Test
  void threeChats_hearEachOther() throws Exception {
    homes.group("team", "bob", "carol");
    try (var alice = new Talking("alice");
        var bob = new Talking("bob");
        var carol = new Talking("carol")) {
      alice.hears("team (");
      bob.hears("team (");
      carol.hears("team (");
      alice.says("hello from alice");
      bob.hears("alice: hello from alice");
      carol.hears("alice: hello from alice");
      carol.says("//slash");
      alice.hears("carol: /slash");
      bob.hears("carol?: /slash");
      bob.says("/members");
      bob.hears("unverified");
      bob.says("/verify alice");
      bob.hears("/verify alice yes");
      bob.says("/update");
      alice.hears("new keys, by bob");
      alice.says("/remove carol");
      bob.hears("carol? was removed by alice");
      carol.hears("you were removed by alice");
      carol.says("one more");
      carol.hears("NOT_A_MEMBER");
      alice.says("/nonsense");
      alice.hears("no such command");
      alice.says("/remove");
      alice.hears("needs a name");
      alice.says("/help");
      alice.hears("/quit");
      alice.says("/quit");
      assertThat(alice.ended()).isZero();
    }
    assertThat(homes.piped("bob", "one\ntwo\n", "chat", "team").done().out())
        .contains("you: one", "you: two");
    assertThat(homes.run("alice", "listen", "--once").done().out()).contains("one", "two");
  }

  /// A chat that runs.
  private final class Talking implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final PrintWriter input;
    private final Thread thread;
    private volatile int code = -1;

    Talking(String person) throws Exception {
      var in = new PipedInputStream();
      input = new PrintWriter(new PipedOutputStream(in), true, StandardCharsets.UTF_8);
      thread =
          Thread.ofPlatform()
              .start(
                  () ->
                      code =
                          homes.run(
                              person,
                              in,
                              new PrintWriter(out),
                              new PrintWriter(out),
                              Map.of(),
                              "chat"));
    }

    void says(String line) {
      input.println(line);
    }

    void hears(String text) {
      Session.await(() -> out.toString().contains(text), Duration.ofSeconds(20));
      assertThat(out.toString()).contains(text);
    }

    int ended() {
      Session.await(() -> !thread.isAlive(), Duration.ofSeconds(20));
      return code;
    }

    @Override
    public void close() {
      input.println("/quit");
      ended();
    }
  }
}
