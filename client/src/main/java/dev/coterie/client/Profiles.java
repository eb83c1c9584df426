package dev.coterie.client;

import dev.coterie.client.group.Profile;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.client.port.StoredForm;
import dev.coterie.client.port.Table;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.message.Credential;
import java.util.Optional;

/// The identity of a store: made at the first opening, the same ever after.
///
/// ```
/// uint8 format = 1; uint16 cipher_suite; opaque name<V>; opaque signature_private_key<V>;
/// ```
final class Profiles {
  private static final Bytes KEY = Bytes.ofUtf8("identity");
  private static final Codec<Identity> CODEC = StoredForm.of(Profiles::read, Profiles::write);

  private Profiles() {}

  static Identity openOrMake(ClientStore store, ClientOptions options) {
    Optional<Identity> stored = stored(store);
    if (stored.isPresent()) {
      return stored.get();
    }
    SuiteCrypto crypto = SuiteCrypto.of(options.suite());
    Identity fresh =
        identity(
            options.suite(), options.name(), crypto.generateSignatureKeyPair(options.random()));
    store.apply(new Batch().put(Table.PROFILE, KEY, CODEC.encode(fresh)));
    return fresh;
  }

  static Optional<Identity> stored(ClientStore store) {
    return store.get(Table.PROFILE, KEY).map(CODEC::decode);
  }

  static String name(Identity identity) {
    return identity.credential() instanceof Credential.Basic(var name) ? name.utf8() : "";
  }

  private static Identity identity(CipherSuite suite, String name, SignatureKeyPair keys) {
    return new Identity(suite, new Credential.Basic(Bytes.ofUtf8(name)), keys)
        .supporting(GbpExtension.TYPE, Profile.NAME_TYPE);
  }

  private static Identity read(WireReader in) {
    if (in.uint8("format") != 1) {
      throw in.malformed("format", "only format 1 is known");
    }
    CipherSuite suite =
        CipherSuite.of(in.uint16("cipher_suite"))
            .orElseThrow(() -> in.malformed("cipher_suite", "not a suite of ours"));
    String name = in.opaque("name").utf8();
    Secret secret = Secret.copyOf(in.opaque("signature_private_key"));
    SignaturePrivateKey key = SuiteCrypto.of(suite).importSignaturePrivateKey(secret);
    return identity(suite, name, new SignatureKeyPair(key.publicKey(), key));
  }

  private static void write(Identity identity, WireWriter out) {
    out.uint8(1)
        .uint16(identity.suite().code())
        .opaque(Bytes.ofUtf8(name(identity)))
        .opaque(identity.keys().privateKey().secret().export(KeyExport.dangerously()));
  }
}
