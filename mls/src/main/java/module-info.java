import org.jspecify.annotations.NullMarked;

/// MLS (RFC 9420) groups. Pure logic: the caller brings the clock, the randomness and the store.
@NullMarked
@SuppressWarnings("module")
module dev.coterie.mls {
  requires static org.jspecify;
  requires transitive dev.coterie.crypto;

  exports dev.coterie.mls.credential;
  exports dev.coterie.mls.group;
  exports dev.coterie.mls.message;
  exports dev.coterie.mls.policy;
  exports dev.coterie.mls.framing to
      dev.coterie.vectors;
  exports dev.coterie.mls.schedule to
      dev.coterie.vectors;
  exports dev.coterie.mls.tree to
      dev.coterie.vectors,
      dev.coterie.bench;
}
