import org.jspecify.annotations.NullMarked;

/// The group protocol: frames whose header is the authenticated data of an MLS message.
@NullMarked
module dev.coterie.gbp {
  requires static org.jspecify;
  requires transitive dev.coterie.mls;

  exports dev.coterie.gbp;
  exports dev.coterie.gbp.control;
  exports dev.coterie.gbp.form;
  exports dev.coterie.gbp.session;
}
