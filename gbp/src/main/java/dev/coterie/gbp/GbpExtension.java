package dev.coterie.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.gbp.form.KeyedReader;
import dev.coterie.gbp.form.KeyedWriter;

/// The extension in the group context that makes a group speak gbp2. It stands there from the
/// group's first epoch to its last, unchanged. `docs/gbp2.md` §2.
///
/// @param sequencer who orders commits
/// @param mediaSuite SFrame cipher suite of the group's audio, 1 to 65,535; 0 if the group has none
public record GbpExtension(Sequencer sequencer, int mediaSuite) {
  /// The extension's type, in the private range of the registry.
  public static final int TYPE = 0xF6B2;

  /// The version of the document, in every extension.
  public static final int VERSION = 2;

  /// The extension's one body, at most 64 octets.
  public static final KeyedForm<GbpExtension> FORM =
      new KeyedForm<>("gbp2 extension", 64, GbpExtension::read, GbpExtension::write);

  private static final int AES_128_GCM_SHA256_128 = 4;

  /// Checks the range.
  public GbpExtension {
    if (mediaSuite < 0 || mediaSuite > 0xffff) {
      throw new IllegalArgumentException("media suite " + mediaSuite);
    }
  }

  /// Who puts the commits of a group into one order.
  public enum Sequencer {
    /// The log that a hub keeps.
    HUB_LOG
  }

  /// A group on a hub, with audio under AES-128-GCM.
  public static GbpExtension recommended() {
    return new GbpExtension(Sequencer.HUB_LOG, AES_128_GCM_SHA256_128);
  }

  /// The extension's body.
  public Bytes body() {
    return FORM.encode(this);
  }

  private static GbpExtension read(KeyedReader in) {
    int version = in.take(0, "version", item -> item.integer(0, Integer.MAX_VALUE));
    if (version != VERSION) {
      throw in.malformed("version", "not " + VERSION);
    }
    if (in.take(1, "sequencer", item -> item.integer(0, Integer.MAX_VALUE)) != 0) {
      throw in.malformed("sequencer", "not a hub's log");
    }
    return new GbpExtension(
        Sequencer.HUB_LOG, in.take(2, "media suite", item -> item.integer(0, 0xffff)));
  }

  private void write(KeyedWriter out) {
    int code =
        switch (sequencer) {
          case HUB_LOG -> 0;
        };
    out.uint(0, VERSION).uint(1, code).uint(2, mediaSuite);
  }
}
