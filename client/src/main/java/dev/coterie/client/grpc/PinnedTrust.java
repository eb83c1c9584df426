package dev.coterie.client.grpc;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts one certificate, whatever it says about itself; TLS proves that the other side has its
/// key.
final class PinnedTrust extends X509ExtendedTrustManager {
  private final Fingerprint pinned;
  private volatile boolean met;

  PinnedTrust(Fingerprint pinned) {
    this.pinned = pinned;
  }

  /// Whether another certificate was shown.
  boolean metAnother() {
    return met;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("only hubs show certificates");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("only hubs show certificates");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("only hubs show certificates");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !Fingerprint.of(Bytes.wrap(chain[0].getEncoded())).equals(pinned)) {
      met = true;
      throw new CertificateException("not the pinned certificate");
    }
  }
}
