package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What the bytes of a message must obey. A breach shows as a
/// [dev.coterie.codec.MalformedException], which names field and offset instead; the constants
/// exist so that each row has its test.
public enum CodecRule implements MlsRule {
  /// The presence octet of an optional value is 0 or 1.
  PRESENCE(
      "CO-01", "RFC 9420 §2.1.1", Remedy.DROP, "the presence octet of an optional value is 0 or 1"),

  /// A length has its shortest form.
  SHORTEST_LENGTH("CO-02", "RFC 9420 §2.1.2", Remedy.DROP, "a length has its shortest form"),

  /// A length does not begin with bits 11.
  LENGTH_PREFIX("CO-03", "RFC 9420 §2.1.2", Remedy.DROP, "a length does not begin with bits 11"),

  /// A length does not exceed what is left, and that is tested before memory is taken.
  LENGTH_FIRST(
      "CO-04",
      "RFC 9420 §2.1.2",
      Remedy.DROP,
      "a length does not exceed what is left, and that is tested before memory is taken"),

  /// A message and each vector end at their last octet.
  WHOLE_INPUT(
      "CO-05", "RFC 9420 §2.1", Remedy.DROP, "a message and each vector end at their last octet"),

  /// The body of a known extension is read whole.
  WHOLE_EXTENSION(
      "CO-06", "RFC 9420 §13.4", Remedy.DROP, "the body of a known extension is read whole"),

  /// Epochs, indexes and generations are unsigned.
  UNSIGNED("CO-07", "RFC 9420 §2.1", Remedy.DROP, "epochs, indexes and generations are unsigned"),

  /// A closed enumeration holds a defined code.
  CLOSED_ENUM("CO-08", "RFC 9420 §6", Remedy.DROP, "a closed enumeration holds a defined code"),

  /// An unknown code of an open registry is kept as it is.
  OPEN_REGISTRY(
      "CO-09",
      "RFC 9420 §13.5",
      Remedy.DROP,
      "an unknown code of an open registry is kept as it is"),

  /// A proposal or credential has a type whose encoding is known.
  UNKNOWN_BODY(
      "CO-10",
      "RFC 9420 §12.1",
      Remedy.DROP,
      "a proposal or credential has a type whose encoding is known"),

  /// A message has version mls10 and a known wire format.
  ENVELOPE(
      "CO-11", "RFC 9420 §6", Remedy.DROP, "a message has version mls10 and a known wire format"),

  /// What was decoded encodes to the same octets.
  SAME_BYTES("CO-12", "RFC 9420 §5.2", Remedy.DROP, "what was decoded encodes to the same octets"),

  /// No input makes a decoder fail in any other way.
  NOTHING_ELSE(
      "CO-13", "RFC 9420 §2.1", Remedy.DROP, "no input makes a decoder fail in any other way"),

  /// No list of extensions has two entries of one type.
  EXTENSION_TWICE(
      "XT-01", "RFC 9420 §13.4", Remedy.DROP, "no list of extensions has two entries of one type"),

  /// A key package has the version of the message around it.
  PACKAGE_VERSION(
      "KP-02",
      "RFC 9420 §10",
      Remedy.DROP,
      "a key package has the version of the message around it"),

  /// Unmerged leaves strictly increase.
  UNMERGED_ORDER("TR-06", "RFC 9420 §7.1", Remedy.DROP, "unmerged leaves strictly increase"),

  /// An external sender sends only proposals that it may.
  EXTERNAL_CONTENT(
      "FR-06",
      "RFC 9420 §12.1.8",
      Remedy.DROP,
      "an external sender sends only proposals that it may"),

  /// A new member proposes nothing but an add.
  NEW_MEMBER_PROPOSAL(
      "FR-08", "RFC 9420 §6.1", Remedy.DROP, "a new member proposes nothing but an add"),

  /// A new member commits with a path.
  NEW_MEMBER_COMMIT("FR-09", "RFC 9420 §6.1", Remedy.DROP, "a new member commits with a path"),

  /// A confirmation tag stands on commits and only there.
  CONFIRMATION_TAG(
      "FR-13", "RFC 9420 §6.1", Remedy.DROP, "a confirmation tag stands on commits and only there"),

  /// Padding is all zero.
  PADDING("FR-19", "RFC 9420 §6.3.1", Remedy.DROP, "padding is all zero");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  CodecRule(String row, String section, Remedy remedy, String text) {
    this.row = row;
    this.section = section;
    this.remedy = remedy;
    this.text = text;
  }

  @Override
  public String row() {
    return row;
  }

  @Override
  public String section() {
    return section;
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }

  @Override
  public String text() {
    return text;
  }
}
