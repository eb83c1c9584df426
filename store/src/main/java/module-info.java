import org.jspecify.annotations.NullMarked;

/// Durable stores behind the ports of client and hub.
@NullMarked
module dev.coterie.store {
  requires static org.jspecify;
  requires transitive dev.coterie.client;
  requires transitive dev.coterie.hubapi;
  requires java.sql;
  requires org.bouncycastle.provider;
  requires org.xerial.sqlitejdbc;

  exports dev.coterie.store.client;
  exports dev.coterie.store.hub;
}
