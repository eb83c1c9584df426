package dev.coterie.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.vectors.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that are wrong: each gets one reply that says so, and the peer goes on.
final class PeerLinesTest {
  private PeerTalk peer;

  @BeforeEach
  void start() throws IOException {
    peer = new PeerTalk();
  }

  @AfterEach
  void end() throws IOException {
    assertThat(peer.ask("hello", "").text("name")).isEqualTo("coterie");
    peer.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nonsense                                            | JSON at 0",
        "[]                                                  | not an object",
        "{\"op\":\"hello                                     | ends too early",
        "{\"op\":\"hello\"}{}                                | text after the value",
        "{\"op\":\"hello\",\"op\":\"hello\"}                 | twice",
        "{}                                                  | no member \"op\"",
        "{\"op\":7}                                          | \"op\" is not a string",
        "{\"op\":\"create\"}                                 | no member \"client\"",
        "{\"op\":\"create\",\"client\":null}                 | \"client\" is not a string",
        "{\"op\":\"create\",\"client\":\"a\"}                | no member \"group_id\"",
        "{\"op\":\"create\",\"client\":\"a\",\"group_id\":\"0\"}  | \"group_id\" is not"
            + " hexadecimal",
        "{\"op\":\"create\",\"client\":\"a\",\"group_id\":\"xy\"} | \"group_id\" is not"
            + " hexadecimal",
        "{\"op\":\"create\",\"client\":\"a\",\"group_id\":\"00\",\"suite\":1.5} | whole number",
        "{\"op\":\"create\",\"client\":\"a\",\"group_id\":\"00\",\"suite\":-1}  | must lie between",
        "{\"op\":\"create\",\"client\":\"a\",\"group_id\":\"00\",\"public\":1}  | neither true nor",
        "{\"op\":\"merge\",\"client\":\"a\"}                 | create or join first",
        "{\"op\":\"update\",\"client\":\"a\"}                | create or join first",
        "{\"op\":\"join\",\"client\":\"a\",\"welcome\":\"\"} | MalformedException",
        "{\"op\":\"bench\"}                                  | no member \"what\"",
        "{\"op\":\"bench\",\"what\":\"sleep\"}               | unsupported: bench",
        "{\"op\":\"bench\",\"what\":\"encrypt\",\"members\":1}    | must lie between",
        "{\"op\":\"bench\",\"what\":\"encrypt\",\"iterations\":0} | must lie between"
      })
  void wrongRequest_isAnsweredWithWhatIsWrong(String line, String wrong) throws IOException {
    assertThat(PeerTalk.error(peer.line(line))).contains(wrong);
  }

  @Test
  void wrongMembersInAGroup_leaveItUsable() throws IOException {
    peer.ask("create", "'client':'a','group_id':'00'");
    assertThat(peer.refusal("add", "'client':'a','key_packages':'00'")).contains("not an array");
    assertThat(peer.refusal("add", "'client':'a','key_packages':[1]")).contains("strings");
    assertThat(peer.refusal("add", "'client':'a','key_packages':['00']")).contains("Malformed");
    assertThat(peer.refusal("remove", "'client':'a','identities':['x']")).contains("no member");
    assertThat(peer.refusal("propose_remove", "'client':'a','identity':'x'")).contains("no member");
    assertThat(peer.refusal("export", "'client':'a','label':'x','length':0"))
        .contains("must lie between");
    assertThat(peer.refusal("export", "'client':'a','label':'x','length':9000"))
        .contains("not a length");
    for (String message : new String[] {"", "00", "00010002", "000100013f", "ff".repeat(40)}) {
      peer.refusal("process", "'client':'a','message':'" + message + "'");
    }
    assertThat(peer.ask("members", "'client':'a'").number("epoch")).isZero();
  }

  @Test
  void blankLinesAreSkipped_andALastLineNeedsNoEnd() throws IOException {
    assertThat(answers("\n \n{\"op\":\"hello\"}\n\n{}".getBytes(StandardCharsets.UTF_8)))
        .hasLineCount(2)
        .contains("\"ok\": true")
        .contains("\"ok\": false");
  }

  @Test
  void notUtf8_isSaid() throws IOException {
    assertThat(answers(new byte[] {'"', (byte) 0xff, '"', '\n'})).contains("not UTF-8");
  }

  @Test
  void lineBeyondTheBound_isSaidAndTheNextIsRead() throws IOException {
    var octets = "123456\nabcde\nabc".getBytes(StandardCharsets.UTF_8);
    var lines = new LineSource(new ByteArrayInputStream(octets), 5);
    assertThat(lines.next())
        .isEqualTo(
            new LineSource.Line.Unreadable("a line of 6 octets: the longest that is read has 5"));
    assertThat(lines.next()).isEqualTo(new LineSource.Line.Text("abcde"));
    assertThat(lines.next()).isEqualTo(new LineSource.Line.Text("abc"));
    assertThat(lines.next()).isNull();
  }

  @Test
  void benchTimesEverything() throws IOException {
    for (String what :
        Arrays.asList(
            "key_package",
            "create_group",
            "join",
            "commit_update",
            "process_commit",
            "encrypt",
            "decrypt")) {
      Json.Obj reply =
          peer.ask("bench", "'what':'" + what + "','members':6,'iterations':2,'suite':1");
      assertThat(reply.number("min_ns")).as(what).isPositive();
      assertThat(reply.number("ns_per_op"))
          .as(what)
          .isBetween(reply.number("min_ns"), reply.number("max_ns"));
      assertThat(reply.number("mean_ns"))
          .as(what)
          .isBetween(reply.number("min_ns"), reply.number("max_ns"));
      assertThat(reply.number("bytes")).as(what).isGreaterThan(256);
      assertThat(reply.number("iterations")).as(what).isBetween(1L, 2L);
    }
  }

  @Test
  void benchJoin_runsOutOfMembersAndSaysSo() throws IOException {
    assertThat(peer.refusal("bench", "'what':'join','members':2")).contains("no member left");
    assertThat(peer.ask("bench", "'what':'join','members':6,'iterations':9").number("iterations"))
        .isEqualTo(2);
    assertThat(peer.refusal("bench", "'what':'join','members':6")).contains("no member left");
    peer.ask("bench", "'what':'encrypt','members':2");
    assertThat(peer.ask("bench", "'what':'join','members':6").number("iterations")).isEqualTo(1);
  }

  private static String answers(byte[] lines) throws IOException {
    var out = new StringWriter();
    MlsPeer.serve("test", new ByteArrayInputStream(lines), new PrintWriter(out));
    return out.toString();
  }
}
