import org.jspecify.annotations.NullMarked;

/// All that an application needs: requiring this module brings the client, its store, and a hub to
/// run in one's own process. It holds nothing itself.
@NullMarked
module dev.coterie {
  requires static org.jspecify;
  requires transitive dev.coterie.client;
  requires transitive dev.coterie.gap;
  requires transitive dev.coterie.hub;
  requires transitive dev.coterie.media;
  requires transitive dev.coterie.sframe;
  requires transitive dev.coterie.store;
}
