package dev.coterie.cryptoconscrypt;

import dev.coterie.codec.BrokenInvariantException;
import dev.coterie.codec.Bytes;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/// Keys on P-256 between octets and Conscrypt's objects.
record P256Keys(KeyFactory keys, ECParameterSpec parameters) {
  private static final int POINT = 65;

  /// `SubjectPublicKeyInfo` (RFC 5480) up to the point.
  private static final Bytes PUBLIC_HEAD =
      Bytes.fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  static P256Keys of(Provider provider) {
    try {
      var curve = AlgorithmParameters.getInstance("EC", provider);
      curve.init(new ECGenParameterSpec("secp256r1"));
      return new P256Keys(
          KeyFactory.getInstance("EC", provider), curve.getParameterSpec(ECParameterSpec.class));
    } catch (GeneralSecurityException e) {
      throw Library.missing("P-256", e);
    }
  }

  PublicKey publicKey(byte[] point) {
    try {
      return keys.generatePublic(
          new X509EncodedKeySpec(Bytes.concat(PUBLIC_HEAD, Bytes.wrap(point)).toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no point on P-256", e);
    }
  }

  /// A private key with its public one, which Conscrypt computes when it imports a number (but not
  /// when it reads DER) and writes behind the scalar.
  Pair privateKey(byte[] scalar) {
    try {
      var key = keys.generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), parameters));
      return new Pair(key, publicOf(key));
    } catch (GeneralSecurityException e) {
      throw Library.missing("keys on P-256", e);
    }
  }

  private static Bytes publicOf(PrivateKey key) {
    var encoded = key.getEncoded();
    int at = encoded.length - POINT;
    try {
      if (at < 0 || encoded[at] != 4) {
        throw new BrokenInvariantException("Conscrypt writes the public key behind the scalar");
      }
      return Bytes.copyOf(encoded, at, encoded.length);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  /// Conscrypt wipes this key when the collector finds it, not before. The number that it was made
  /// of cannot be wiped.
  record Pair(PrivateKey key, Bytes publicKey) {}
}
