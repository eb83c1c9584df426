package dev.coterie.client.group;

import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.group.Member;

/// Who members are outside of their group.
final class Members {
  private Members() {}

  /// The name under which a member acts at the hub, as its signature key says.
  static Fingerprint fingerprint(Member member) {
    return Fingerprint.of(member.key().value());
  }
}
