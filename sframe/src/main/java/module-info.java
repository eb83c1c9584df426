import org.jspecify.annotations.NullMarked;

/// SFrame (RFC 9605): live media frames, sealed under keys that come from an MLS group. Pure logic:
/// the caller brings the exporter's secret, the clock and the store.
@NullMarked
@SuppressWarnings("module")
module dev.coterie.sframe {
  requires static org.jspecify;
  requires transitive dev.coterie.crypto;

  exports dev.coterie.sframe;
  exports dev.coterie.sframe.media;
  exports dev.coterie.sframe.cipher to
      dev.coterie.vectors,
      dev.coterie.bench,
      dev.coterie.cli;
}
