package dev.coterie.cryptoconscrypt;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.spi.Curve;
import dev.coterie.crypto.spi.DiffieHellman;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Provider;
import javax.crypto.KeyAgreement;
import org.conscrypt.OpenSSLX25519PrivateKey;
import org.conscrypt.OpenSSLX25519PublicKey;

/// X25519. Its key objects are octets with a name, so that importing costs nothing.
record ConscryptX25519(Provider provider) implements DiffieHellman {
  private static final OpenSSLX25519PublicKey BASE = base();

  private static OpenSSLX25519PublicKey base() {
    var nine = new byte[Curve.X25519.publicSize()];
    nine[0] = 9;
    return new OpenSSLX25519PublicKey(nine);
  }

  @Override
  public Curve curve() {
    return Curve.X25519;
  }

  @Override
  public PrivateKey importPrivate(byte[] scalar) {
    var key = new OpenSSLX25519PrivateKey(scalar);
    return new Private(provider, key, Bytes.wrap(agree(provider, key, BASE)));
  }

  @Override
  public PublicKey importPublic(byte[] point) {
    return new Public(new OpenSSLX25519PublicKey(point));
  }

  private static byte[] agree(
      Provider provider, OpenSSLX25519PrivateKey own, OpenSSLX25519PublicKey peer) {
    try {
      var agreement = KeyAgreement.getInstance("XDH", provider);
      agreement.init(own);
      agreement.doPhase(peer, true);
      return agreement.generateSecret();
    } catch (InvalidKeyException _) {
      return new byte[Curve.X25519.sharedSize()]; // a point of small order is refused here
    } catch (GeneralSecurityException e) {
      throw Library.missing("X25519", e);
    }
  }

  private record Public(OpenSSLX25519PublicKey key) implements PublicKey {}

  private record Private(Provider provider, OpenSSLX25519PrivateKey key, Bytes publicKey)
      implements PrivateKey {
    @Override
    public byte[] agree(PublicKey peer) {
      return ConscryptX25519.agree(provider, key, ((Public) peer).key);
    }

    @Override
    public void close() {
      key.destroy();
    }

    @Override
    public String toString() {
      return "Private[X25519]";
    }
  }
}
