package dev.coterie.cli.interop;

import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.message.ExternalSender;

/// Somebody outside all groups, whom a group may list among its external senders.
///
/// @param identity name and signature key
record Signer(Identity identity) implements Thing {
  static Signer of(CipherSuite suite, Bytes name, RandomSource random) {
    return new Signer(Makings.identity(suite, name, random));
  }

  /// What a group lists.
  ExternalSender sender() {
    return new ExternalSender(identity.keys().publicKey(), identity.credential());
  }

  @Override
  public void close() {
    identity.keys().close();
  }
}
