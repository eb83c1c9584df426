package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Lifetime;
import dev.coterie.mls.policy.ApplicationRule;
import dev.coterie.mls.policy.KeyPackageRule;
import dev.coterie.mls.policy.PaddingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every limit can be set when a group is founded or joined, and changed later; it is stored, and
/// what lies outside its range is refused by name.
class GroupSettingsTest {
  private static final CipherSuite SUITE = CipherSuite.X25519_AES128GCM_SHA256_ED25519;

  /// The widest there is, and no field at its default.
  private static final GroupSettings WIDE =
      GroupSettings.recommended()
          .retention(new GroupSettings.Retention(256, 10_000, 1_000_000, 1_000_000))
          .padding(new PaddingPolicy(512, 1_024))
          .handshakes(HandshakeWire.PRIVATE)
          .byteBudget(1L << 40)
          .lifetimes(Duration.ofDays(400), Duration.ofDays(300))
          .waiting(new GroupSettings.Waiting(100_000, 1_000, 10_000, 1_000, 1 << 30))
          .resumptionEpochs(1_024);

  private static GroupSettings keeping(int past, int skipped, int forward, int age) {
    return GroupSettings.recommended()
        .retention(new GroupSettings.Retention(past, skipped, forward, age));
  }

  private static GroupSettings waiting(int proposals, int held, int early, int ahead, int bytes) {
    return GroupSettings.recommended()
        .waiting(new GroupSettings.Waiting(proposals, held, early, ahead, bytes));
  }

  static Stream<Supplier<GroupSettings>> outOfRange() {
    GroupSettings fine = GroupSettings.recommended();
    return Stream.of(
        () -> keeping(-1, 0, 1, 1),
        () -> keeping(257, 0, 1, 1),
        () -> keeping(0, -1, 1, 1),
        () -> keeping(0, 10_001, 1, 1),
        () -> keeping(0, 0, 0, 1),
        () -> keeping(0, 0, 1_000_001, 1),
        () -> keeping(0, 0, 1, 0),
        () -> keeping(0, 0, 1, 1_000_001),
        () -> waiting(0, 0, 0, 1, 1_024),
        () -> waiting(100_001, 0, 0, 1, 1_024),
        () -> waiting(1, -1, 0, 1, 1_024),
        () -> waiting(1, 1_001, 0, 1, 1_024),
        () -> waiting(1, 0, -1, 1, 1_024),
        () -> waiting(1, 0, 10_001, 1, 1_024),
        () -> waiting(1, 0, 0, 0, 1_024),
        () -> waiting(1, 0, 0, 1_001, 1_024),
        () -> waiting(1, 0, 0, 1, 1_023),
        () -> waiting(1, 0, 0, 1, (1 << 30) + 1),
        () -> fine.byteBudget(1_023),
        () -> fine.byteBudget((1L << 40) + 1),
        () -> fine.lifetimes(Duration.ofSeconds(59), Duration.ofSeconds(59)),
        () -> fine.lifetimes(Duration.ofDays(1), Duration.ofDays(2)),
        () -> fine.resumptionEpochs(-1),
        () -> fine.resumptionEpochs(1_025));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void limitOutsideItsRange_isRefusedByName(Supplier<GroupSettings> setting) {
    assertThatThrownBy(setting::get)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.rule()).isEqualTo(ApplicationRule.LIMIT_OUT_OF_RANGE);
              assertThat(e.detail()).contains("must lie between");
            });
  }

  @Test
  void keyPackageThatLivesForEver_isLetInOnlyWithoutABound() {
    var eternal = new Lifetime(0, -1L);
    for (Duration longest : List.of(GroupSettings.ANY_LIFETIME, Duration.ofDays(36_500))) {
      World world = World.of(SUITE, WIDE.lifetimes(longest, Duration.ofDays(1)), "alice");
      var carol = world.client("carol").identity;
      var request =
          CommitRequest.empty().add(KeyPackages.create(carol, eternal, world.random).keyPackage());
      if (longest.equals(GroupSettings.ANY_LIFETIME)) {
        assertThat(world.client("alice").stage(request).added()).hasSize(1);
      } else {
        assertThatThrownBy(() -> world.client("alice").stage(request))
            .isInstanceOfSatisfying(
                RefusedException.class,
                e -> assertThat(e.rule()).isEqualTo(KeyPackageRule.LIFETIME_TOO_LONG));
      }
    }
  }

  @Test
  void limits_areSetByFounderAndJoiner_changedInPlace_andStored() {
    World world = World.of(SUITE, WIDE, "alice", "bob");
    for (World.Client one : world.members()) {
      assertThat(one.group().settings()).isEqualTo(WIDE);
      one.restart();
      assertThat(one.group().settings()).isEqualTo(WIDE);
      GroupSettings narrow = keeping(0, 0, 100, 1).byteBudget(4 << 20).kept(1, 0);
      one.apply(one.group().settings(narrow));
      one.restart();
      assertThat(one.group().settings()).isEqualTo(narrow);
    }
    assertThat(world.client("bob").hear(world.client("alice").say("still"))).isEqualTo("still");
    world.commit(world.client("bob"), CommitRequest.empty());
  }

  @Test
  void manyPastEpochs_stayReadable_andGoWhenTheyMay() {
    World world = World.of(SUITE, keeping(40, 10, 10, 10), "alice", "bob");
    var alice = world.client("alice");
    var bob = world.client("bob");
    Bytes first = bob.say("first");
    Bytes second = bob.say("second");
    for (int i = 0; i < 40; i++) {
      world.commit(bob, CommitRequest.empty());
    }
    alice.restart();
    assertThat(alice.hear(second)).isEqualTo("second");
    alice.restart();
    world.commit(bob, CommitRequest.empty());
    assertThatThrownBy(() -> alice.hear(first)).isInstanceOf(RefusedException.class);
  }

  /// What versions 1 and 2 wrote is read as they meant it: no early messages, keys of any age.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void headerOfAnEarlierVersion_isReadAndGoesOnAsItWas(int format) {
    World world = World.of(SUITE, "alice", "bob");
    var alice = world.client("alice");
    Bytes key = RowKey.Kind.HEADER.key();
    List<Put> rows = alice.puts();
    rows.removeIf(row -> row.key().equals(key));
    rows.removeIf(row -> format == 1 && RowKey.kindOf(row.key()) == RowKey.Kind.RESUMPTION);
    var out =
        new WireWriter()
            .uint8(format)
            .uint16(SUITE.code())
            .uint8(16)
            .uint32(17)
            .uint32(18)
            .uint32(256)
            .uint32(65_536)
            .uint8(GroupSettings.recommended().handshakes().code())
            .uint64(1 << 20)
            .uint64(86_400)
            .uint64(3_600)
            .uint32(19)
            .uint8(3);
    rows.add(new Put(key, (format == 1 ? out : out.uint16(5)).toBytes()));
    try (MlsGroup group = MlsGroup.restore(alice.identity, rows)) {
      GroupSettings read = group.settings();
      assertThat(read.retention()).isEqualTo(new GroupSettings.Retention(16, 17, 18, 1_000_000));
      assertThat(read.waiting()).isEqualTo(new GroupSettings.Waiting(19, 3, 0, 16, 16 << 20));
      assertThat(read.resumptionEpochs()).isEqualTo(format == 1 ? 8 : 5);
      StateDelta changed = group.settings(WIDE);
      assertThat(changed.puts())
          .filteredOn(row -> row.key().equals(key))
          .singleElement()
          .satisfies(row -> assertThat(row.value().at(0)).isEqualTo(RowForms.FORMAT));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 255})
  void headerOfAnUnknownVersion_isRefused(int format) {
    var in = new WireReader(new WireWriter().uint8(format).uint16(SUITE.code()).toBytes());
    assertThatThrownBy(() -> RowForms.header(in, SUITE)).isInstanceOf(MalformedException.class);
  }
}
