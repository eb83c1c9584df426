import org.jspecify.annotations.NullMarked;

/// Live audio on the group protocol.
@NullMarked
module dev.coterie.gap {
  requires static org.jspecify;
  requires transitive dev.coterie.gbp;
  requires transitive dev.coterie.sframe;

  exports dev.coterie.gap;
  exports dev.coterie.gap.jitter;
}
