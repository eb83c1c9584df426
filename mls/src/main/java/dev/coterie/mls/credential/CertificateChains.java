package dev.coterie.mls.credential;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Credential;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The validator for groups of certificates: RFC 9420 §5.3, RFC 5280 §6. The path is validated by
/// the JDK (signatures, dates, CA flag, path length, key usage of issuers, names); what MLS adds is
/// that the end entity comes first and that its key is the leaf's.
final class CertificateChains implements CredentialValidator {
  /// Longer chains are not looked at: each certificate costs a signature check.
  static final int LONGEST = 10;

  private static final int DIGITAL_SIGNATURE = 0;

  private final Set<X509Certificate> anchors;
  private final InstantSource clock;

  CertificateChains(Collection<X509Certificate> anchors, InstantSource clock) {
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("nobody to trust");
    }
    this.anchors = Set.copyOf(anchors);
    this.clock = clock;
  }

  @Override
  public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
    try {
      List<X509Certificate> chain = parse(credential);
      return !chain.isEmpty()
          && speaksFor(chain.getFirst(), key)
          && maySign(chain.getFirst())
          && isValid(chain);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /// The old certificate may have expired since: it only says who its holder was.
  @Override
  public boolean acceptsSuccessor(
      Credential old, Credential fresh, SignaturePublicKey freshKey, Occasion occasion) {
    return sameClient(old, fresh);
  }

  /// One subject, under all of its names.
  @Override
  public boolean sameClient(Credential old, Credential fresh) {
    try {
      Optional<Subject> before = Subject.of(parse(old));
      return before.isPresent() && before.equals(Subject.of(parse(fresh)));
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /// Who a certificate is for.
  ///
  /// @param name the distinguished name, in canonical form
  /// @param others alternative names, each with its kind
  private record Subject(String name, Set<String> others) {
    static Optional<Subject> of(List<X509Certificate> chain) throws CertificateException {
      if (chain.isEmpty()) {
        return Optional.empty();
      }
      X509Certificate first = chain.getFirst();
      Collection<List<?>> others = first.getSubjectAlternativeNames();
      return Optional.of(
          new Subject(
              first.getSubjectX500Principal().getName("CANONICAL"),
              others == null
                  ? Set.of()
                  : others.stream().map(Subject::text).collect(Collectors.toUnmodifiableSet())));
    }

    /// The kind and the name; names in binary forms compare by content.
    private static String text(List<?> name) {
      return name.stream()
          .map(one -> one instanceof byte[] it ? Bytes.wrap(it).toHex() : String.valueOf(one))
          .collect(Collectors.joining(":"));
    }
  }

  /// Each element is one certificate in DER, and nothing else.
  private static List<X509Certificate> parse(Credential credential) throws CertificateException {
    if (!(credential instanceof Credential.X509(var elements)) || elements.size() > LONGEST) {
      return List.of();
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> chain = new ArrayList<>();
    for (Bytes element : elements) {
      byte[] der = element.toArray();
      var one = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      if (!Arrays.equals(one.getEncoded(), der)) {
        throw new CertificateException("more than a certificate, or another encoding of it");
      }
      chain.add(one);
    }
    return chain;
  }

  private static boolean speaksFor(X509Certificate first, SignaturePublicKey key) {
    byte[] encoded = first.getPublicKey().getEncoded();
    int size = size(first.getPublicKey());
    return size > 0
        && size <= encoded.length
        && key.value().equals(Bytes.wrap(encoded).slice(encoded.length - size, encoded.length));
  }

  /// Octets of a key as MLS writes it, which is also how a certificate ends its key; 0 for schemes
  /// that MLS has not.
  private static int size(PublicKey key) {
    return switch (key) {
      case EdECPublicKey edwards ->
          switch (edwards.getParams().getName()) {
            case "Ed25519" -> 32;
            case "Ed448" -> 57;
            default -> 0;
          };
      case ECPublicKey point ->
          1 + 2 * ((point.getParams().getCurve().getField().getFieldSize() + 7) / 8);
      default -> 0;
    };
  }

  /// A certificate that says what its key is for says that it is for signatures.
  private static boolean maySign(X509Certificate first) {
    boolean[] usage = first.getKeyUsage();
    return usage == null || usage[DIGITAL_SIGNATURE];
  }

  private boolean isValid(List<X509Certificate> chain) throws GeneralSecurityException {
    List<X509Certificate> path = new ArrayList<>(chain);
    if (anchors.contains(path.getLast())) {
      path.removeLast(); // the trust anchor may be left out, and adds nothing when it is there
    }
    if (path.isEmpty()) {
      return false;
    }
    Set<TrustAnchor> trusted = new HashSet<>();
    anchors.forEach(one -> trusted.add(new TrustAnchor(one, null)));
    var parameters = new PKIXParameters(trusted);
    parameters.setDate(Date.from(clock.instant()));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    return true;
  }
}
