import org.jspecify.annotations.NullMarked;

/// What a hub promises, in domain types: ports, log records, identities, limits.
@NullMarked
module dev.coterie.hubapi {
  requires static org.jspecify;
  requires transitive dev.coterie.codec;
  requires transitive dev.coterie.crypto;

  exports dev.coterie.hubapi;
  exports dev.coterie.hubapi.media;
  exports dev.coterie.hubapi.memory;
}
