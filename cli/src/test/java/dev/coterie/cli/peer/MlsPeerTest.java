package dev.coterie.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.vectors.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every operation, between clients of ours.
final class MlsPeerTest {
  private PeerTalk peer;

  @BeforeEach
  void start() throws IOException {
    peer = new PeerTalk();
  }

  @AfterEach
  void end() throws IOException {
    peer.close();
  }

  private Json.Obj as(String client, String operation) throws IOException {
    return as(client, operation, "");
  }

  private Json.Obj as(String client, String operation, String members) throws IOException {
    return peer.ask(
        operation, "'client':'" + client + "'" + (members.isEmpty() ? "" : "," + members));
  }

  private String keyPackage(String client, int suite) throws IOException {
    return as(client, "key_package", "'suite':" + suite).text("key_package");
  }

  /// Alice founds a group and adds the others in one commit.
  private void group(int suite, String... others) throws IOException {
    as("alice", "create", "'group_id':'0a0b','suite':" + suite);
    var packages = new StringBuilder();
    for (String other : others) {
      packages
          .append(packages.isEmpty() ? "'" : ",'")
          .append(keyPackage(other, suite))
          .append('\'');
    }
    Json.Obj added = as("alice", "add", "'key_packages':[" + packages + "]");
    as("alice", "merge");
    for (String other : others) {
      Json.Obj joined =
          as(other, "join", "'ratchet_tree':null,'welcome':'" + added.text("welcome") + "'");
      assertThat(joined.number("epoch")).isEqualTo(1);
    }
  }

  private Json.Obj process(String client, String message) throws IOException {
    return as(client, "process", "'message':'" + message + "'");
  }

  private void assertAgreement(String... clients) throws IOException {
    for (String client : clients) {
      assertThat(as(client, "authenticator")).isEqualTo(as(clients[0], "authenticator"));
      String wanted = "'label':'a label','context':'00ff','length':24";
      assertThat(as(client, "export", wanted)).isEqualTo(as(clients[0], "export", wanted));
      assertThat(as(client, "export", wanted).hex("secret").size()).isEqualTo(24);
      assertThat(as(client, "members")).isEqualTo(as(clients[0], "members"));
    }
  }

  @Test
  void helloNamesEverything() throws IOException {
    Json.Obj hello = peer.ask("hello", "");
    assertThat(hello.text("name")).isEqualTo("coterie");
    assertThat(hello.text("version")).isEqualTo("1.2.3");
    assertThat(hello.text("crypto")).contains("X25519").contains("ED25519");
    assertThat(hello.array("suites").items()).contains(new Json.Num(1), new Json.Num(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void aGroupSpeaks(int suite) throws IOException {
    group(suite, "bob");
    assertAgreement("alice", "bob");
    String message = as("alice", "encrypt", "'data':'aabb','aad':'01'").text("message");
    Json.Obj read = process("bob", message);
    assertThat(read.text("kind")).isEqualTo("application");
    assertThat(read.text("data")).isEqualTo("aabb");
    assertThat(read.text("aad")).isEqualTo("01");
    assertThat(read.text("sender")).isEqualTo("alice");
  }

  @Test
  void commitsMoveEverybody() throws IOException {
    group(1, "bob", "carol");
    for (String committer : List.of("bob", "alice")) {
      String commit = as(committer, "update").text("commit");
      assertThat(commit).startsWith("00010002");
      long epoch = as(committer, "merge").number("epoch");
      for (String other : List.of("alice", "bob", "carol")) {
        if (!other.equals(committer)) {
          Json.Obj processed = process(other, commit);
          assertThat(processed.text("kind")).isEqualTo("commit");
          assertThat(processed.number("epoch")).isEqualTo(epoch);
        }
      }
    }
    assertAgreement("alice", "bob", "carol");
  }

  @Test
  void removedMember_isToldAndReadsNoMore() throws IOException {
    group(1, "bob", "carol");
    String commit = as("alice", "remove", "'identities':['bob']").text("commit");
    as("alice", "merge");
    process("carol", commit);
    assertThat(process("bob", commit).get("removed")).isEqualTo(new Json.Bool(true));
    assertAgreement("alice", "carol");
    String later = as("alice", "encrypt", "'data':''").text("message");
    assertThat(peer.refusal("process", "'client':'bob','message':'" + later + "'"))
        .contains("closed");
    assertThat(process("carol", later).text("data")).isEmpty();
  }

  @Test
  void proposalsAreCommitted_inPublicWhereAsked() throws IOException {
    group(1, "bob", "carol");
    String dave = keyPackage("dave", 1);
    String add = as("bob", "propose_add", "'key_package':'" + dave + "'").text("message");
    String remove = as("bob", "propose_remove", "'identity':'carol','public':true").text("message");
    String update = as("bob", "propose_update").text("message");
    assertThat(add).startsWith("00010002");
    assertThat(remove).startsWith("00010001");
    for (String proposal : List.of(add, remove, update)) {
      assertThat(process("alice", proposal).text("kind")).isEqualTo("proposal");
    }
    Json.Obj made = as("alice", "commit_pending", "'public':true");
    assertThat(made.text("commit")).startsWith("00010001");
    as("alice", "merge");
    process("bob", made.text("commit"));
    as("dave", "join", "'welcome':'" + made.text("welcome") + "'");
    assertAgreement("alice", "bob", "dave");
    assertThat(as("dave", "members").array("identities").items())
        .containsExactly(new Json.Text("alice"), new Json.Text("bob"), new Json.Text("dave"));
  }

  @Test
  void groupMadePublic_staysPublic() throws IOException {
    as("alice", "create", "'group_id':'01','public':true,'suite':1");
    assertThat(as("alice", "update").text("commit")).startsWith("00010001");
    as("alice", "merge");
    assertThat(as("alice", "update").text("commit")).startsWith("00010001");
  }

  @Test
  void clearedCommit_isForgotten() throws IOException {
    group(1, "bob");
    as("alice", "update");
    as("alice", "clear_pending");
    assertThat(peer.refusal("merge", "'client':'alice'")).isEqualTo("no commit is pending");
    String commit = as("bob", "update").text("commit");
    as("bob", "merge");
    process("alice", commit);
    assertAgreement("alice", "bob");
  }

  @Test
  void ownCommitComingBack_isMerged() throws IOException {
    group(1, "bob");
    String commit = as("alice", "update").text("commit");
    assertThat(process("alice", commit).number("epoch")).isEqualTo(2);
    process("bob", commit);
    assertAgreement("alice", "bob");
  }

  @Test
  void preSharedKeys_areNeededToFollow() throws IOException {
    group(1, "bob", "carol");
    for (String client : List.of("alice", "bob")) {
      as(client, "psk", "'id':'0102','secret':'" + "5a".repeat(32) + "'");
    }
    as("carol", "psk", "'id':'0102','secret':'" + "00".repeat(32) + "'");
    String proposal = as("alice", "propose_psk", "'id':'0102'").text("message");
    process("bob", proposal);
    process("carol", proposal);
    String commit = as("bob", "commit_pending").text("commit");
    as("bob", "merge");
    process("alice", commit);
    assertAgreement("alice", "bob");
    assertThat(peer.refusal("process", "'client':'carol','message':'" + commit + "'"))
        .contains("RefusedException");
  }

  @Test
  void groupInfo_letsSomebodyIn() throws IOException {
    group(1, "bob");
    String info = as("alice", "group_info").text("group_info");
    assertThat(info).startsWith("00010004");
    Json.Obj entered = as("carol", "external_commit", "'suite':1,'group_info':'" + info + "'");
    assertThat(entered.number("epoch")).isEqualTo(2);
    for (String member : List.of("alice", "bob")) {
      assertThat(process(member, entered.text("commit")).number("epoch")).isEqualTo(2);
    }
    assertAgreement("alice", "bob", "carol");
  }

  @Test
  void whatTheEngineCannotDo_isUnsupported() throws IOException {
    group(1, "bob");
    assertThat(peer.refusal("dance", "'client':'alice'")).startsWith("unsupported: ");
    assertThat(peer.refusal("key_package", "'client':'alice','suite':77"))
        .startsWith("unsupported: cipher suite 77");
  }

  @Test
  void replay_changedMessageAndForeignWelcome_areRefused() throws IOException {
    group(1, "bob");
    String message = as("alice", "encrypt", "'data':'aa'").text("message");
    String changed = message.substring(0, message.length() - 2) + "00";
    String as = "'client':'bob','message':'";
    assertThat(peer.refusal("process", as + changed + "'")).contains("RefusedException");
    process("bob", message);
    assertThat(peer.refusal("process", as + message + "'")).contains("RefusedException");
    Json.Obj added = as("alice", "add", "'key_packages':['" + keyPackage("carol", 1) + "']");
    assertThat(peer.refusal("join", "'client':'dave','welcome':'" + added.text("welcome") + "'"))
        .contains("no unused key package");
    assertThat(peer.refusal("join", "'client':'dave','welcome':'" + message + "'"))
        .isEqualTo("not a welcome");
    as("alice", "clear_pending");
    assertAgreement("alice", "bob");
  }
}
