import org.jspecify.annotations.NullMarked;

/// Test vectors: the official ones of RFC 9420, and our own that generate and verify themselves.
@NullMarked
module dev.coterie.vectors {
  requires static org.jspecify;
  requires transitive dev.coterie.mls;
  requires transitive dev.coterie.sframe;
  requires transitive dev.coterie.gbp;
  requires transitive dev.coterie.gtp;
  requires transitive dev.coterie.gap;

  exports dev.coterie.vectors;
}
