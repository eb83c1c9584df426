package dev.coterie.mls.schedule;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkeKeyPair;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;

/// What is derived once for an epoch and lasts as long as it. RFC 9420 §8, table 4. Owns its
/// secrets; closing wipes them. Accessors lend: nobody but the owner closes what they return.
public final class EpochSecrets implements AutoCloseable {
  private static final int FORM = 1;

  private final SuiteCrypto crypto;
  private final Secret senderData;
  private final Secret exporter;
  private final Secret authenticator;
  private final Secret external;
  private final Secret confirmation;
  private final Secret membership;
  private final Secret resumption;
  private final Secret init;

  private EpochSecrets(SuiteCrypto crypto, Source source) {
    this.crypto = crypto;
    this.senderData = source.take("sender data");
    this.exporter = source.take("exporter");
    this.authenticator = source.take("authentication");
    this.external = source.take("external");
    this.confirmation = source.take("confirm");
    this.membership = source.take("membership");
    this.resumption = source.take("resumption");
    this.init = source.take("init");
  }

  private interface Source {
    Secret take(String label);
  }

  static EpochSecrets derive(SuiteCrypto crypto, Secret epochSecret) {
    return new EpochSecrets(crypto, label -> crypto.deriveSecret(epochSecret, label));
  }

  /// Hides senders of private messages.
  public Secret senderDataSecret() {
    return senderData;
  }

  /// Root of everything that applications derive.
  public Secret exporterSecret() {
    return exporter;
  }

  /// Source of the key to which outsiders encrypt.
  public Secret externalSecret() {
    return external;
  }

  /// Proves that a committer reached this epoch.
  public Secret confirmationKey() {
    return confirmation;
  }

  /// Proves that a public message comes from a member.
  public Secret membershipKey() {
    return membership;
  }

  /// Links other epochs and groups to this one.
  public Secret resumptionPsk() {
    return resumption;
  }

  /// Enters the next epoch.
  public Secret initSecret() {
    return init;
  }

  /// Equal for all members of the epoch, to be compared out of band (§8.7).
  public Bytes epochAuthenticator() {
    return authenticator.export(KeyExport.dangerously());
  }

  /// The key pair of the epoch's `external_pub` (§8.3); the caller closes it.
  public HpkeKeyPair externalKeyPair() {
    return crypto.deriveKeyPair(external);
  }

  /// The tag with which a commit, or group info, shows that this epoch was reached (§6.1).
  public Bytes confirmationTag(Bytes confirmedTranscriptHash) {
    return crypto.mac(confirmation, confirmedTranscriptHash);
  }

  /// Whether `tag` is [#confirmationTag], in constant time; a tag of another length never is.
  public boolean confirms(Bytes confirmedTranscriptHash, Bytes tag) {
    return Tags.match(crypto, confirmation, confirmedTranscriptHash, tag);
  }

  /// A secret of the application's own (§8.5). Use one label for one purpose.
  ///
  /// @param length bytes, at most 65,535 and 255 hashes
  public Secret export(String label, Bytes context, int length) {
    KeySchedule.requireLength(crypto, length);
    try (var derived = crypto.deriveSecret(exporter, label)) {
      return crypto.expandWithLabel(derived, "exported", crypto.hash(context), length);
    }
  }

  /// The form in which a store keeps them.
  public Bytes encode(KeyExport token) {
    var out = new WireWriter().uint8(FORM);
    for (var secret :
        new Secret[] {
          senderData, exporter, authenticator, external, confirmation, membership, resumption, init
        }) {
      out.raw(secret.export(token));
    }
    return out.toBytes();
  }

  /// Reads what [#encode] wrote, for the same suite.
  ///
  /// @throws MalformedException if it is anything else
  public static EpochSecrets decode(SuiteCrypto crypto, Bytes stored) {
    var in = new WireReader(stored);
    if (in.uint8("form") != FORM) {
      throw in.malformed("form", "unknown");
    }
    if (in.remaining() != 8 * crypto.suite().hashSize()) {
      throw in.malformed("secrets", "not eight of the suite's size");
    }
    return new EpochSecrets(
        crypto, label -> Secret.copyOf(in.fixed(label, crypto.suite().hashSize())));
  }

  @Override
  public void close() {
    senderData.close();
    exporter.close();
    authenticator.close();
    external.close();
    confirmation.close();
    membership.close();
    resumption.close();
    init.close();
  }
}
