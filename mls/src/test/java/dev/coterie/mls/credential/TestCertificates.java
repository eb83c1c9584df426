package dev.coterie.mls.credential;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Credential;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Certificates of every make, good and bad, written octet by octet (RFC 5280 §4.1).
public final class TestCertificates {
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final byte[] ECDSA_SHA256 = hex("300a06082a8648ce3d040302");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private TestCertificates() {}

  /// Whoever signs certificates, and its own certificate.
  public record Authority(String name, KeyPair keys, Bytes certificate) {
    /// One that nobody certifies but itself.
    public static Authority root(String name) {
      return under(Optional.empty(), Plan.authority(name));
    }

    /// One that this one certifies.
    public Authority certifies(Plan plan) {
      return under(Optional.of(this), plan);
    }

    private static Authority under(Optional<Authority> issuer, Plan plan) {
      KeyPair keys = keyPair();
      Bytes certificate =
          write(
              issuer.map(Authority::name).orElse(plan.subject()),
              issuer.map(Authority::keys).orElse(keys),
              plan,
              keys.getPublic().getEncoded());
      return new Authority(plan.subject(), keys, certificate);
    }

    /// A certificate for a key of MLS.
    public Bytes certifies(Plan plan, SignaturePublicKey key) {
      return write(name, keys, plan, keyInfo(key));
    }

    /// As the JDK has it.
    public X509Certificate parsed() {
      try {
        return (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.toArray()));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// What a certificate says.
  ///
  /// @param authority whether its holder may issue others, if it says
  /// @param pathLength how many authorities may follow
  /// @param usage bits of the key usage, the first octet of the string
  /// @param dns an alternative name
  /// @param permitted the domain that names below it must lie in
  public record Plan(
      String subject,
      Instant from,
      Instant until,
      Optional<Boolean> authority,
      Optional<Integer> pathLength,
      Optional<Integer> usage,
      Optional<String> dns,
      Optional<String> permitted) {
    public static final int SIGNS = 0x80;
    public static final int AGREES = 0x08;
    public static final int CERTIFIES = 0x04;

    /// A person, for a month.
    public static Plan person(String name) {
      return new Plan(
          name,
          NOW.minus(Duration.ofDays(1)),
          NOW.plus(Duration.ofDays(30)),
          Optional.empty(),
          Optional.empty(),
          Optional.of(SIGNS),
          Optional.of(name + ".example.org"),
          Optional.empty());
    }

    /// An authority, for ten years.
    public static Plan authority(String name) {
      return new Plan(
          name,
          NOW.minus(Duration.ofDays(1000)),
          NOW.plus(Duration.ofDays(3650)),
          Optional.of(true),
          Optional.empty(),
          Optional.of(CERTIFIES),
          Optional.empty(),
          Optional.empty());
    }

    public Plan valid(Instant start, Instant end) {
      return new Plan(subject, start, end, authority, pathLength, usage, dns, permitted);
    }

    public Plan noAuthority() {
      return new Plan(
          subject, from, until, Optional.of(false), Optional.empty(), usage, dns, permitted);
    }

    public Plan pathLength(int most) {
      return new Plan(subject, from, until, authority, Optional.of(most), usage, dns, permitted);
    }

    public Plan usage(int bits) {
      return new Plan(
          subject, from, until, authority, pathLength, Optional.of(bits), dns, permitted);
    }

    public Plan dns(String name) {
      return new Plan(
          subject, from, until, authority, pathLength, usage, Optional.of(name), permitted);
    }

    public Plan permitting(String domain) {
      return new Plan(subject, from, until, authority, pathLength, usage, dns, Optional.of(domain));
    }
  }

  /// A chain as a leaf carries it.
  public static Credential chain(Bytes... certificates) {
    return new Credential.X509(List.of(certificates));
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] keyInfo(SignaturePublicKey key) {
    byte[] prefix =
        switch (key.value().size()) {
          case 32 -> hex("302a300506032b6570032100");
          case 57 -> hex("3043300506032b6571033a00");
          case 65 -> hex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
          case 97 -> hex("3076301006072a8648ce3d020106052b81040022036200");
          case 133 -> hex("30819b301006072a8648ce3d020106052b8104002303818600");
          default -> throw new IllegalArgumentException("no scheme of MLS");
        };
    return joined(prefix, key.value().toArray());
  }

  private static Bytes write(String issuer, KeyPair signer, Plan plan, byte[] keyInfo) {
    byte[] body =
        der(
            0x30,
            der(0xA0, hex("020102")),
            der(0x02, new byte[] {(byte) (1 + Math.floorMod(plan.hashCode(), 100))}),
            ECDSA_SHA256,
            name(issuer),
            der(0x30, time(plan.from()), time(plan.until())),
            name(plan.subject()),
            keyInfo,
            der(0xA3, der(0x30, extensions(plan))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(signer.getPrivate());
      signature.update(body);
      return Bytes.wrap(der(0x30, body, ECDSA_SHA256, der(0x03, new byte[1], signature.sign())));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] extensions(Plan plan) {
    byte[] authority =
        plan.authority()
            .map(
                is ->
                    critical(
                        "551d13",
                        der(
                            0x30,
                            is ? hex("0101ff") : new byte[0],
                            plan.pathLength()
                                .map(most -> der(0x02, new byte[] {most.byteValue()}))
                                .orElse(new byte[0]))))
            .orElse(new byte[0]);
    byte[] usage =
        plan.usage()
            .map(bits -> critical("551d0f", der(0x03, new byte[] {0, bits.byteValue()})))
            .orElse(new byte[0]);
    byte[] names =
        plan.dns()
            .map(dns -> extension("551d11", new byte[0], der(0x30, der(0x82, ascii(dns)))))
            .orElse(new byte[0]);
    byte[] permitted =
        plan.permitted()
            .map(
                domain ->
                    critical("551d1e", der(0x30, der(0xA0, der(0x30, der(0x82, ascii(domain)))))))
            .orElse(new byte[0]);
    return joined(authority, usage, names, permitted);
  }

  private static byte[] critical(String id, byte[] value) {
    return extension(id, hex("0101ff"), value);
  }

  private static byte[] extension(String id, byte[] critical, byte[] value) {
    return der(0x30, der(0x06, hex(id)), critical, der(0x04, value));
  }

  private static byte[] name(String common) {
    return der(0x30, der(0x31, der(0x30, hex("0603550403"), der(0x0C, ascii(common)))));
  }

  private static byte[] time(Instant at) {
    return der(0x17, ascii(TIME.format(at)));
  }

  private static byte[] der(int tag, byte[]... parts) {
    byte[] content = joined(parts);
    byte[] head =
        content.length < 0x80
            ? new byte[] {(byte) tag, (byte) content.length}
            : content.length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) content.length}
                : new byte[] {
                  (byte) tag, (byte) 0x82, (byte) (content.length >>> 8), (byte) content.length
                };
    return joined(head, content);
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
