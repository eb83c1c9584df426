package dev.coterie.gbp.control;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CborWriter;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;
import dev.coterie.gbp.form.Utf8;
import java.util.List;

/// What a member says that it can do: once after it joined, and after each change.
///
/// @param versions versions of the protocol, ascending, 1 to 16 of them
/// @param features tokens of 1 to 64 octets, ascending by octets, at most 64 of them
/// @param suites SFrame cipher suites, ascending, 1 to 65,535, at most 16 of them
public record CapabilityNotice(List<Long> versions, List<String> features, List<Integer> suites)
    implements ControlBody {
  /// Control and signals.
  public static final String CLASS_A = "gbp/class-a";

  /// Also text.
  public static final String CLASS_B = "gbp/class-b";

  /// Also audio.
  public static final String CLASS_C = "gbp/class-c";

  private static final int MAX_FEATURES = 64;
  private static final int MAX_NUMBERS = 16;

  /// Checks ranges and order, and copies the lists.
  public CapabilityNotice {
    versions = List.copyOf(versions);
    features = List.copyOf(features);
    suites = List.copyOf(suites);
    if (versions.isEmpty()
        || versions.size() > MAX_NUMBERS
        || suites.size() > MAX_NUMBERS
        || features.size() > MAX_FEATURES) {
      throw new IllegalArgumentException("too few or too many capabilities");
    }
    features.forEach(feature -> Utf8.require(feature, 1, 64, "feature"));
    Ascending.require(versions, "versions");
    Ascending.require(features.stream().map(Bytes::ofUtf8).toList(), "features");
    Ascending.require(suites, "suites");
    if (versions.getFirst() < 0 || suites.stream().anyMatch(suite -> suite < 1 || suite > 0xffff)) {
      throw new IllegalArgumentException("a number out of range");
    }
  }

  @Override
  public Opcode opcode() {
    return Opcode.CAPABILITIES;
  }

  static CapabilityNotice read(KeyedReader in) {
    var versions =
        in.take(
            0, "versions", list -> list.list(1, MAX_NUMBERS, item -> item.uint(0, Long.MAX_VALUE)));
    var features =
        in.take(1, "features", list -> list.list(0, MAX_FEATURES, item -> item.text(1, 64)));
    var suites =
        in.take(2, "suites", list -> list.list(0, MAX_NUMBERS, item -> item.integer(1, 0xffff)));
    return in.make(() -> new CapabilityNotice(versions, features, suites));
  }

  @Override
  public void write(KeyedWriter out) {
    out.list(0, versions, (version, to) -> to.uint(version))
        .list(1, features, (feature, to) -> to.text(feature))
        .list(2, suites, CapabilityNotice::writeSuite);
  }

  private static void writeSuite(int suite, CborWriter to) {
    to.uint(suite);
  }

  /// Whether the member has a feature.
  public boolean has(String feature) {
    return features.contains(feature);
  }
}
