package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.group.Engine;
import dev.coterie.mls.group.GreasePolicy;
import dev.coterie.mls.group.GroupSettings;
import dev.coterie.mls.group.GroupView;
import dev.coterie.mls.group.HandshakeWire;
import dev.coterie.mls.group.Identity;
import dev.coterie.mls.group.KeyPackageBundle;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.Member;
import dev.coterie.mls.group.OutsiderPolicy;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.LeafIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// What a peer for tests is made of, whichever way it is spoken to.
public final class Makings {
  private static final Duration LIFETIME = Duration.ofDays(28);

  /// Handshakes of both kinds are let in, as the protocol wants it; so are lifetimes that others
  /// think of, which the RFC leaves to the application.
  private static final GroupSettings SETTINGS =
      GroupSettings.recommended()
          .handshakes(HandshakeWire.EITHER)
          .lifetimes(Duration.ofDays(3_653), LIFETIME)
          .byteBudget(1L << 40);

  private Makings() {}

  /// The settings that every group here starts with.
  public static GroupSettings settings() {
    return SETTINGS;
  }

  /// Outsiders may come in: whoever tests wants to see them do so.
  public static Engine engine(CipherSuite suite) {
    return Engine.of(suite).outsiders(OutsiderPolicy.open());
  }

  /// A fresh identity. No extension without meaning is put in: some peers cannot parse what they do
  /// not know. Numbers without meaning stay in the lists of what we support.
  ///
  /// @param name of its basic credential
  public static Identity identity(CipherSuite suite, Bytes name, RandomSource random) {
    var keys = SuiteCrypto.of(suite).generateSignatureKeyPair(random);
    return new Identity(suite, new Credential.Basic(name), keys).grease(GreasePolicy.LISTS_ONLY);
  }

  /// A fresh key package of an identity.
  public static KeyPackageBundle bundle(Identity identity, RandomSource random) {
    return KeyPackages.create(identity, KeyPackages.lifetime(Instant.now(), LIFETIME), random);
  }

  /// The cipher suite of a code.
  ///
  /// @throws UnsupportedOperationException if it is none of ours
  public static CipherSuite suite(int code) {
    return CipherSuite.of(code)
        .orElseThrow(
            () ->
                new UnsupportedOperationException(
                    "cipher suite " + Integer.toUnsignedString(code) + ", only " + suites()));
  }

  /// The codes of our suites.
  public static List<Integer> suites() {
    return Arrays.stream(CipherSuite.values()).map(CipherSuite::code).toList();
  }

  /// The leaf of the first member that has a basic credential of this name.
  ///
  /// @param shown the name, for people
  /// @throws IllegalArgumentException if nobody has
  public static LeafIndex leafOf(GroupView group, Bytes name, String shown) {
    var wanted = new Credential.Basic(name);
    return group
        .members()
        .filter(member -> member.credential().equals(wanted))
        .map(Member::index)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no member \"" + shown + "\""));
  }
}
