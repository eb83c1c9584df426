import org.jspecify.annotations.NullMarked;

/// MLS (RFC 9420) groups. Pure logic: the caller brings the clock, the randomness and the store.
@NullMarked
@SuppressWarnings("module")
module dev.coterie.mls {
  requires static org.jspecify;
  requires transitive dev.coterie.crypto;
}
