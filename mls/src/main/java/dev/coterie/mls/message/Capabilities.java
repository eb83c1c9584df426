package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;

/// What a client supports, in numbers of open registries: unknown ones are kept and ignored. RFC
/// 9420 §7.2:
///
/// ```
/// struct { ProtocolVersion versions<V>; CipherSuite cipher_suites<V>; ExtensionType extensions<V>;
///          ProposalType proposals<V>; CredentialType credentials<V>; } Capabilities;
/// ```
///
/// @param versions protocol versions
/// @param cipherSuites cipher suites
/// @param extensions extension types beyond the default ones (1 to 5)
/// @param proposals proposal types beyond the default ones (1 to 7)
/// @param credentials credential types; none is supported by default
public record Capabilities(
    List<Integer> versions,
    List<Integer> cipherSuites,
    List<Integer> extensions,
    List<Integer> proposals,
    List<Integer> credentials) {
  /// The codec.
  public static final Codec<Capabilities> CODEC = Codec.of(Capabilities::read, Capabilities::write);

  /// Copies the lists; refuses codes that do not fit 16 bits.
  public Capabilities {
    versions = Codes.copyOfCodes(versions);
    cipherSuites = Codes.copyOfCodes(cipherSuites);
    extensions = Codes.copyOfCodes(extensions);
    proposals = Codes.copyOfCodes(proposals);
    credentials = Codes.copyOfCodes(credentials);
  }

  private static Capabilities read(WireReader in) {
    return new Capabilities(
        Codes.readCodes(in, "versions"),
        Codes.readCodes(in, "cipher_suites"),
        Codes.readCodes(in, "extensions"),
        Codes.readCodes(in, "proposals"),
        Codes.readCodes(in, "credentials"));
  }

  private static void write(Capabilities value, WireWriter out) {
    Codes.writeCodes(value.versions, out);
    Codes.writeCodes(value.cipherSuites, out);
    Codes.writeCodes(value.extensions, out);
    Codes.writeCodes(value.proposals, out);
    Codes.writeCodes(value.credentials, out);
  }

  /// Whether an extension type may be used with this client: listed, or default.
  public boolean supportsExtension(int type) {
    return Extension.isDefault(type) || extensions.contains(type);
  }

  /// Whether a proposal type may be used with this client: listed, or default.
  public boolean supportsProposal(int type) {
    return Proposal.isDefault(type) || proposals.contains(type);
  }

  /// Whether a credential type may be used with this client.
  public boolean supportsCredential(int type) {
    return credentials.contains(type);
  }
}
