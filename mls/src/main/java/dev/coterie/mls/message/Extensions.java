package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What holds for every list of extensions: its order is kept, and no type occurs twice (RFC 9420
/// §13.4).
public final class Extensions {
  /// The codec of `Extension extensions<V>`.
  public static final Codec<List<Extension>> CODEC = Codec.of(Extensions::read, Extensions::write);

  private Extensions() {}

  private static List<Extension> read(WireReader in) {
    List<Extension> extensions = in.list("extensions", Extension.CODEC);
    if (hasTwins(extensions)) {
      throw in.malformed("extensions", "two entries of one type");
    }
    return extensions;
  }

  private static void write(List<Extension> extensions, WireWriter out) {
    out.list(extensions, Extension.CODEC);
  }

  private static boolean hasTwins(List<Extension> extensions) {
    if (extensions.size() < 2) {
      return false;
    }
    Set<Integer> seen = HashSet.newHashSet(extensions.size());
    return !extensions.stream().allMatch(extension -> seen.add(extension.type()));
  }

  /// An immutable copy; misuse if a type occurs twice.
  static List<Extension> copyOf(List<Extension> extensions) {
    if (hasTwins(extensions)) {
      throw new IllegalArgumentException("two extensions of one type");
    }
    return List.copyOf(extensions);
  }

  /// The extension of one class, if the list has it.
  public static <T extends Extension> Optional<T> find(List<Extension> extensions, Class<T> kind) {
    return extensions.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /// The extension with one code, if the list has it.
  public static Optional<Extension> find(List<Extension> extensions, int type) {
    return extensions.stream().filter(extension -> extension.type() == type).findFirst();
  }
}
