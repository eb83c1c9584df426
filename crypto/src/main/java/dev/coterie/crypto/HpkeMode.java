package dev.coterie.crypto;

import java.util.Optional;

/// The four modes of RFC 9180 §5: who is authenticated, and by what. `K` is the sender's key as
/// each side has it: [HpkePrivateKey] at the sender, [HpkePublicKey] at the receiver.
public sealed interface HpkeMode<K> {
  /// `mode_base`: anybody can be the sender.
  record Base<K>() implements HpkeMode<K> {}

  /// `mode_psk`: the sender knows a pre-shared key.
  ///
  /// @param key the key and its identifier
  record Psk<K>(HpkePsk key) implements HpkeMode<K> {}

  /// `mode_auth`: the sender holds a KEM key.
  ///
  /// @param sender the sender's key
  record Auth<K>(K sender) implements HpkeMode<K> {}

  /// `mode_auth_psk`: the sender knows the one and holds the other.
  ///
  /// @param sender the sender's key
  /// @param key the pre-shared key and its identifier
  record AuthPsk<K>(K sender, HpkePsk key) implements HpkeMode<K> {}

  /// The code of the mode.
  default int code() {
    return switch (this) {
      case Base<K> _ -> 0;
      case Psk<K> _ -> 1;
      case Auth<K> _ -> 2;
      case AuthPsk<K> _ -> 3;
    };
  }

  /// The sender's key, where the mode has one.
  default Optional<K> senderKey() {
    return switch (this) {
      case Base<K> _, Psk<K> _ -> Optional.empty();
      case Auth<K>(var sender) -> Optional.of(sender);
      case AuthPsk<K>(var sender, _) -> Optional.of(sender);
    };
  }

  /// The pre-shared key, where the mode has one.
  default Optional<HpkePsk> preSharedKey() {
    return switch (this) {
      case Base<K> _, Auth<K> _ -> Optional.empty();
      case Psk<K>(var key) -> Optional.of(key);
      case AuthPsk<K>(_, var key) -> Optional.of(key);
    };
  }
}
