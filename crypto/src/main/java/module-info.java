import org.jspecify.annotations.NullMarked;

/// The cipher suites of RFC 9420 and the primitives below them.
@NullMarked
@SuppressWarnings("module")
module dev.coterie.crypto {
  requires static transitive org.jspecify;
  requires transitive dev.coterie.codec;
  requires org.bouncycastle.provider;

  exports dev.coterie.crypto;
  exports dev.coterie.crypto.replay;
  exports dev.coterie.crypto.spi;
  exports dev.coterie.crypto.primitive to
      dev.coterie.sframe;

  uses dev.coterie.crypto.spi.CryptoProvider;
}
