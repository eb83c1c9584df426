package dev.coterie.mls.policy;

import dev.coterie.codec.Rule;

/// A rule of RFC 9420, or one of ours without which those would not hold.
public interface MlsRule extends Rule {
  /// The row of the project's rule list, as in `PR-13`; rules that share a row are parts of it.
  String row();
}
