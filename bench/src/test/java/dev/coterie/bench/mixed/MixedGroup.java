package dev.coterie.bench.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One group whose members live in different peers. Every step goes to all members, and all have to
/// follow.
final class MixedGroup {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final int suite;
  private final boolean inPublic;
  private final String mark = Integer.toString(COUNTER.incrementAndGet());
  private final Map<String, Peer> homes = new LinkedHashMap<>();
  private final List<String> members = new ArrayList<>();
  private long epoch;

  MixedGroup(int suite, boolean inPublic) {
    this.suite = suite;
    this.inPublic = inPublic;
  }

  /// A client that lives in a peer; its name is its own in all groups of all tests.
  String client(String name, Peer home) {
    String whole = name + "-" + mark;
    homes.put(whole, home);
    return whole;
  }

  List<String> members() {
    return members;
  }

  void create(String founder) {
    ask(
        founder,
        "create",
        with().with("suite", suite).with("group_id", text("%08x".formatted(mark.hashCode()))));
    members.add(founder);
  }

  void add(String by, String... joiners) {
    List<Json> packages = new ArrayList<>();
    for (String joiner : joiners) {
      packages.add(keyPackage(joiner));
    }
    Json.Obj made = ask(by, "add", with().with("key_packages", packages));
    apply(by, made.text("commit"));
    join(made, joiners);
  }

  private void join(Json.Obj made, String... joiners) {
    for (String joiner : joiners) {
      Json.Obj joined =
          ask(
              joiner,
              "join",
              Json.object()
                  .with("welcome", made.get("welcome"))
                  .with("ratchet_tree", made.get("ratchet_tree")));
      members.add(joiner);
      assertThat(joined.number("epoch")).as("epoch of " + joiner).isEqualTo(epoch);
    }
  }

  void update(String by) {
    apply(by, ask(by, "update", with()).text("commit"));
  }

  void remove(String by, String gone) {
    String commit =
        ask(by, "remove", with().with("identities", List.of(text(gone)))).text("commit");
    members.remove(gone);
    apply(by, commit);
    String later = ask(by, "encrypt", said("for those who stay")).text("message");
    Json.Obj read =
        home(gone)
            .reply(
                "process", Json.object().with("client", text(gone)).with("message", text(later)));
    assertThat(read.get("ok")).as(gone + " is out").isEqualTo(new Json.Bool(false));
  }

  void proposeUpdate(String by) {
    proposed(by, ask(by, "propose_update", with()));
  }

  void proposeAdd(String by, String joiner) {
    Json keyPackage = keyPackage(joiner);
    proposed(
        by,
        ask(
            by,
            "propose_add",
            with().with("key_package", keyPackage).with("key_packages", List.of(keyPackage))));
  }

  /// The one who is to go is not told: Bouncy Castle refuses a proposal that removes itself (RFC
  /// 9420 §12.1.3 has no such rule).
  void proposeRemove(String by, String gone) {
    Json.Builder request =
        with().with("identity", text(gone)).with("identities", List.of(text(gone)));
    proposed(by, ask(by, "propose_remove", request), gone);
  }

  /// All members get a pre-shared key; one proposes to mix it in.
  void proposeKey(String by) {
    Json id = text("6b6579" + "%02x".formatted(mark.length()));
    for (String member : members) {
      ask(member, "psk", Json.object().with("id", id).with("secret", text("5a".repeat(32))));
    }
    proposed(by, ask(by, "propose_psk", with().with("id", id)));
  }

  private void proposed(String by, Json.Obj made) {
    proposed(by, made, by);
  }

  /// @param spared who is not told
  private void proposed(String by, Json.Obj made, String spared) {
    for (String other : members) {
      if (!other.equals(by) && !other.equals(spared)) {
        assertThat(process(other, made.text("message")).text("kind")).isEqualTo("proposal");
      }
    }
  }

  /// Commits what is proposed.
  ///
  /// @param gone whom that removes
  /// @param joiners whom that adds
  void commitPending(String by, List<String> gone, String... joiners) {
    Json.Obj made = ask(by, "commit_pending", with());
    members.removeAll(gone);
    apply(by, made.text("commit"));
    join(made, joiners);
  }

  /// Somebody comes in from outside, with the group info of a member.
  void enter(String joiner, String informant) {
    Json info = ask(informant, "group_info", Json.object()).get("group_info");
    Json.Obj entered =
        ask(joiner, "external_commit", Json.object().with("suite", suite).with("group_info", info));
    epoch = entered.number("epoch");
    for (String member : members) {
      follow(member, entered.text("commit"));
    }
    members.add(joiner);
  }

  /// Exporter, authenticator and list of members are the same for all.
  void agree() {
    Map<String, Json> first = view(members.getFirst());
    for (String member : members) {
      assertThat(view(member)).as("%s beside %s", member, members.getFirst()).isEqualTo(first);
    }
  }

  private Map<String, Json> view(String member) {
    Json.Obj list = ask(member, "members", Json.object());
    List<String> names = new ArrayList<>();
    for (Json name : list.array("identities").items()) {
      names.add(name instanceof Json.Text(var plain) ? plain : "?");
    }
    assertThat(names).as("members that " + member + " sees").hasSameElementsAs(members);
    Json.Builder export =
        Json.object().with("label", text("mixed")).with("context", text("0102")).with("length", 32);
    return Map.of(
        "authenticator", ask(member, "authenticator", Json.object()).get("secret"),
        "exporter", ask(member, "export", export).get("secret"));
  }

  /// Everybody says something that all others read.
  void talk() {
    for (String speaker : members) {
      Json.Builder request = said("from " + speaker);
      Json message = ask(speaker, "encrypt", request).get("message");
      for (String other : members) {
        if (!other.equals(speaker)) {
          Json.Obj heard = ask(other, "process", Json.object().with("message", message));
          assertThat(heard.text("kind")).isEqualTo("application");
          assertThat(heard.hex("data").utf8()).isEqualTo("from " + speaker);
          assertThat(heard.text("sender")).isEqualTo(speaker);
        }
      }
    }
  }

  private static Json.Builder said(String words) {
    return Json.object().with("data", Bytes.ofUtf8(words)).with("aad", text("a1b2"));
  }

  private void apply(String by, String commit) {
    assertThat(commit.substring(4, 8)).as("envelope").isEqualTo(inPublic ? "0001" : "0002");
    epoch = ask(by, "merge", Json.object()).number("epoch");
    for (String other : members) {
      if (!other.equals(by)) {
        follow(other, commit);
      }
    }
  }

  private void follow(String member, String commit) {
    Json.Obj followed = process(member, commit);
    assertThat(followed.text("kind")).isEqualTo("commit");
    assertThat(followed.number("epoch")).as("epoch of " + member).isEqualTo(epoch);
  }

  private Json.Obj process(String member, String message) {
    return ask(member, "process", Json.object().with("message", text(message)));
  }

  private Json keyPackage(String joiner) {
    return ask(joiner, "key_package", Json.object().with("suite", suite)).get("key_package");
  }

  private Json.Obj ask(String client, String operation, Json.Builder members) {
    return home(client).ask(operation, members.with("client", text(client)));
  }

  private Peer home(String client) {
    return Optional.ofNullable(homes.get(client)).orElseThrow();
  }

  private Json.Builder with() {
    return inPublic ? Json.object().with("public", new Json.Bool(true)) : Json.object();
  }

  private static Json.Text text(String value) {
    return new Json.Text(value);
  }
}
