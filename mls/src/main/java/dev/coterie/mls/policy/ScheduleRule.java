package dev.coterie.mls.policy;

import dev.coterie.codec.Remedy;

/// What the key schedule must obey.
public enum ScheduleRule implements MlsRule {
  /// A derived length fits 16 bits and 255 hashes.
  LENGTH("KS-02", "RFC 9420 §8", Remedy.FATAL, "a derived length fits 16 bits and 255 hashes"),

  /// At most 65,535 pre-shared keys enter an epoch.
  TOO_MANY_PSKS(
      "PS-05", "RFC 9420 §8.4", Remedy.DROP, "at most 65,535 pre-shared keys enter an epoch"),

  /// A pre-shared key's nonce is as long as a hash.
  PSK_NONCE(
      "PS-02", "RFC 9420 §12.1.4", Remedy.DROP, "a pre-shared key's nonce is as long as a hash"),

  /// Stored key state is whole and of one piece.
  STORED_STATE(
      "KS-06", "RFC 9420 §9.2", Remedy.REJOIN, "stored key state is whole and of one piece");

  private final String row;
  private final String section;
  private final Remedy remedy;
  private final String text;

  ScheduleRule(String row, String section, Remedy remedy, String text) {
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
