import org.jspecify.annotations.NullMarked;

/// The cipher suites of RFC 9420 and the primitives below them.
@NullMarked
module dev.coterie.crypto {
  requires static org.jspecify;
  requires transitive dev.coterie.codec;
  requires org.bouncycastle.provider;
}
