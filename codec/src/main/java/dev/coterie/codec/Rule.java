package dev.coterie.codec;

/// One rule of a specification, or of our own, that input can break. Each protocol has an enum of
/// them, so that every refusal names a constant that a test can point at.
public interface Rule {
  /// The name of the constant.
  String name();

  /// Where the rule is written, such as `RFC 9420 §12.4`.
  String section();

  /// What a caller can do about it.
  Remedy remedy();

  /// The rule in one sentence.
  String text();
}
