import org.jspecify.annotations.NullMarked;

/// Text on the group protocol.
@NullMarked
module dev.coterie.gtp {
  requires static org.jspecify;
  requires transitive dev.coterie.gbp;

  exports dev.coterie.gtp;
}
