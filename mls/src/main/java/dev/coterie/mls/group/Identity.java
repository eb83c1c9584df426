package dev.coterie.mls.group;

import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.mls.message.Credential;
import java.util.List;
import java.util.stream.IntStream;

/// Who this client is in a group, and what the application above it understands.
///
/// @param suite the cipher suite that the keys belong to
/// @param credential the name that others see
/// @param keys what messages are signed with; the private key stays the caller's to keep and to
///   wipe
/// @param extensionTypes group context and leaf extension types that the application processes,
///   beyond those that every client knows; listed in the capabilities of every leaf we make
/// @param grease where our leaves, key packages and group infos hold numbers that mean nothing
public record Identity(
    CipherSuite suite,
    Credential credential,
    SignatureKeyPair keys,
    List<Integer> extensionTypes,
    GreasePolicy grease) {
  /// Copies the list; refuses keys of another scheme than the suite's (RFC 9420 §5.1.2), and types
  /// that are default or not 16-bit numbers.
  public Identity {
    if (keys.privateKey().scheme() != suite.signature()) {
      throw new IllegalArgumentException("keys of another signature scheme than " + suite);
    }
    extensionTypes = List.copyOf(extensionTypes);
    for (int type : extensionTypes) {
      if (type < 6 || type > 0xffff) {
        throw new IllegalArgumentException("not an extension type to be listed: " + type);
      }
    }
  }

  /// An identity of an application without extensions of its own.
  public Identity(CipherSuite suite, Credential credential, SignatureKeyPair keys) {
    this(suite, credential, keys, List.of(), GreasePolicy.EVERYWHERE);
  }

  /// The same, with numbers that mean nothing elsewhere.
  public Identity grease(GreasePolicy policy) {
    return new Identity(suite, credential, keys, extensionTypes, policy);
  }

  /// The same, with more extension types that the application processes.
  public Identity supporting(int... types) {
    List<Integer> all =
        IntStream.concat(extensionTypes.stream().mapToInt(Integer::intValue), IntStream.of(types))
            .distinct()
            .boxed()
            .toList();
    return new Identity(suite, credential, keys, all, grease);
  }

  @Override
  public String toString() {
    return "Identity[" + suite + ", " + credential + "]";
  }
}
