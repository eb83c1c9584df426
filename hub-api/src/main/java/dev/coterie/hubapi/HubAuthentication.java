package dev.coterie.hubapi;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;

/// How a client proves its key. It signs, by SignWithLabel of RFC 9420 §5.1.2 with the label below,
/// so that no signature made here can pass for one of MLS,
///
/// ```
/// struct { opaque hub_fingerprint[32];   SHA-256 of the hub's certificate, DER
///          uint16 signature_scheme;      of the client, as in TLS
///          opaque public_key<V>;         of the client
///          opaque client_nonce[32];
///          opaque hub_nonce[32];
///          opaque exporter[32];          TLS 1.3 exporter (RFC 8446 §7.5), label below, empty context
/// } HubAuthenticationTranscript;
/// ```
///
/// The nonces make a proof worthless at any other time, the exporter on any other connection:
/// whoever sits between two TLS connections has two exporters.
public final class HubAuthentication {
  /// Octets of a nonce.
  public static final int NONCE_SIZE = 32;

  /// Octets of the exporter value.
  public static final int EXPORTER_SIZE = 32;

  /// The exporter's label in TLS.
  public static final String EXPORTER_LABEL = "EXPORTER-Coterie-hub-1";

  /// The label of the signature.
  public static final String SIGNATURE_LABEL = "Coterie hub 1 authentication";

  private HubAuthentication() {}

  /// What is signed.
  ///
  /// @param hub fingerprint of the certificate that this side sees
  /// @param exporter what this side's TLS connection exports
  public record Transcript(
      Fingerprint hub, HubIdentity client, Bytes clientNonce, Bytes hubNonce, Bytes exporter) {
    /// Refuses wrong lengths.
    public Transcript {
      if (clientNonce.size() != NONCE_SIZE
          || hubNonce.size() != NONCE_SIZE
          || exporter.size() != EXPORTER_SIZE) {
        throw new IllegalArgumentException("nonces and exporter have 32 octets");
      }
    }

    /// The octets above.
    public Bytes encode() {
      return new WireWriter()
          .raw(hub.value())
          .uint16(client.algorithm().code())
          .opaque(client.publicKey())
          .raw(clientNonce)
          .raw(hubNonce)
          .raw(exporter)
          .toBytes();
    }
  }

  /// The client's proof.
  public static Bytes sign(Transcript transcript, SignaturePrivateKey key) {
    return crypto(transcript).signWithLabel(key, SIGNATURE_LABEL, transcript.encode());
  }

  /// Whether a proof holds.
  public static boolean verify(Transcript transcript, Bytes signature) {
    return crypto(transcript)
        .verifyWithLabel(
            new SignaturePublicKey(transcript.client().publicKey()),
            SIGNATURE_LABEL,
            transcript.encode(),
            signature);
  }

  private static SuiteCrypto crypto(Transcript transcript) {
    return SuiteCrypto.of(transcript.client().suite());
  }
}
