package dev.coterie.mls.group;

/// Where we sprinkle numbers that mean nothing, so that nobody comes to depend on knowing every
/// number. RFC 9420 §13.5. What others send is ignored in any case.
public enum GreasePolicy {
  /// In the lists of what we support, and as extensions of leaves, key packages and group infos.
  /// The default.
  EVERYWHERE,
  /// Only in the lists: for groups with peers that cannot read an extension they do not know,
  /// against the RFC. (Bouncy Castle 1.84 is one.)
  LISTS_ONLY,
  /// Nowhere: for peers that cannot read a number they do not know either.
  NOWHERE
}
