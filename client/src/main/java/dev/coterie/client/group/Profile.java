package dev.coterie.client.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.mls.message.Extension;
import java.util.List;
import java.util.Optional;

/// What the group context of a gbp2 group holds, and what of it may change.
public final class Profile {
  /// The extension with the group's name: UTF-8, at most 256 octets. In the private range of the
  /// registry, beside [GbpExtension#TYPE].
  public static final int NAME_TYPE = 0xF6B3;

  private static final int NAME_LIMIT = 256;

  private Profile() {}

  /// The extensions of a new group.
  public static List<Extension> of(String name) {
    Bytes octets = Bytes.ofUtf8(name);
    if (octets.isEmpty() || octets.size() > NAME_LIMIT) {
      throw new IllegalArgumentException("a group's name of " + octets.size() + " octets");
    }
    return List.of(
        new Extension.RequiredCapabilities(List.of(GbpExtension.TYPE), List.of(), List.of()),
        new Extension.Unknown(GbpExtension.TYPE, GbpExtension.recommended().body()),
        new Extension.Unknown(NAME_TYPE, octets));
  }

  /// Whether a group with this context is one of ours.
  public static boolean isGbp2(List<Extension> extensions) {
    try {
      return body(extensions, GbpExtension.TYPE).map(GbpExtension.FORM::decode).isPresent();
    } catch (MalformedException _) {
      return false;
    }
  }

  /// The SFrame suite of the group's audio; 0 if it has none.
  public static int mediaSuite(List<Extension> extensions) {
    return body(extensions, GbpExtension.TYPE)
        .map(octets -> GbpExtension.FORM.decode(octets).mediaSuite())
        .orElse(0);
  }

  /// What the group calls itself; empty if nothing, or nothing readable.
  public static String name(List<Extension> extensions) {
    return body(extensions, NAME_TYPE)
        .filter(octets -> octets.size() <= NAME_LIMIT)
        .flatMap(Profile::text)
        .orElse("");
  }

  static boolean isKept(List<Extension> before, List<Extension> after) {
    return body(before, GbpExtension.TYPE).equals(body(after, GbpExtension.TYPE));
  }

  private static Optional<String> text(Bytes octets) {
    try {
      return Optional.of(octets.utf8());
    } catch (MalformedException _) {
      return Optional.empty();
    }
  }

  private static Optional<Bytes> body(List<Extension> extensions, int type) {
    return extensions.stream()
        .filter(each -> each.type() == type)
        .findFirst()
        .map(each -> each instanceof Extension.Unknown(_, var octets) ? octets : Bytes.EMPTY);
  }
}
