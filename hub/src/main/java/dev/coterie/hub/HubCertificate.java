package dev.coterie.hub;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A hub's own certificate: made at first start, then kept, since clients pin its fingerprint.
/// Nobody signs it but itself, and it does not expire (RFC 5280 §4.1.2.5 has a date for that).
///
/// @param encoded DER
record HubCertificate(PrivateKey key, X509Certificate certificate, Bytes encoded) {
  private static final String FILE = "hub-identity.pem";
  private static final X500Name NAME = new X500Name("CN=coterie hub");
  private static final Date NEVER = Date.from(Instant.parse("9999-12-31T23:59:59Z"));
  private static final int SERIAL_BITS = 127;

  /// Reads the certificate from the directory, or makes it there.
  static HubCertificate in(Path directory) throws IOException {
    var file = directory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        write(directory, file);
      }
      return read(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("the hub's certificate in " + file, e);
    }
  }

  Fingerprint fingerprint() {
    return Fingerprint.of(encoded);
  }

  private static HubCertificate read(String pem) throws GeneralSecurityException {
    var encoded = section(pem, "CERTIFICATE");
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(encoded));
    var key =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(section(pem, "PRIVATE KEY")));
    return new HubCertificate(key, certificate, Bytes.wrap(encoded));
  }

  private static byte[] section(String pem, String name) throws GeneralSecurityException {
    var found =
        Pattern.compile("-----BEGIN " + name + "-----([^-]*)-----END " + name + "-----")
            .matcher(pem);
    if (!found.find()) {
      throw new GeneralSecurityException("no " + name);
    }
    return Base64.getMimeDecoder().decode(found.group(1));
  }

  private static void write(Path directory, Path file)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var pem =
        armour("PRIVATE KEY", pair.getPrivate().getEncoded())
            + armour("CERTIFICATE", selfSigned(pair));
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    var ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    var unfinished = directory.resolve(FILE + ".new");
    Files.deleteIfExists(unfinished);
    try (var channel =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly)) {
      var octets = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] selfSigned(KeyPair pair) throws IOException, OperatorCreationException {
    return new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(SERIAL_BITS, new SecureRandom()),
            Date.from(Instant.EPOCH),
            NEVER,
            NAME,
            pair.getPublic())
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
        .getEncoded();
  }

  private static String armour(String name, byte[] encoded) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + name + "-----\n" + lines + "\n-----END " + name + "-----\n";
  }
}
