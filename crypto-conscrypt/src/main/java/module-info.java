import dev.coterie.crypto.spi.CryptoProvider;
import dev.coterie.cryptoconscrypt.ConscryptProvider;
import org.jspecify.annotations.NullMarked;

/// Native curves by Conscrypt. Whoever has this on the path gets them; there is nothing to call.
@NullMarked
@SuppressWarnings({"module", "requires-automatic"})
module dev.coterie.cryptoconscrypt {
  requires static org.jspecify;
  requires transitive dev.coterie.crypto;
  requires org.conscrypt;

  exports dev.coterie.cryptoconscrypt;

  provides CryptoProvider with
      ConscryptProvider;
}
