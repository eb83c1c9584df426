package dev.coterie.mls.group;

import dev.coterie.codec.RefusedException;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.credential.CredentialValidator.Occasion;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.LeafNode;
import dev.coterie.mls.policy.CredentialRule;
import java.util.List;

/// Asks the Authentication Service, where RFC 9420 §5.3.1 says so.
///
/// @param service whom to ask
record CredentialCheck(CredentialValidator service) {
  /// A member that comes in, or that we meet when we come in.
  void fresh(LeafNode leaf, Occasion occasion) {
    if (!service.accepts(leaf.credential(), leaf.signatureKey(), occasion)) {
      throw new RefusedException(CredentialRule.REFUSED, "a credential, on " + occasion);
    }
  }

  /// External senders that were not there before.
  void senders(List<Extension> before, List<Extension> after) {
    List<ExternalSender> known = listed(before);
    for (ExternalSender sender : listed(after)) {
      if (!known.contains(sender)
          && !service.accepts(
              sender.credential(), sender.signatureKey(), Occasion.EXTERNAL_SENDER)) {
        throw new RefusedException(
            CredentialRule.REFUSED, "a credential, on " + Occasion.EXTERNAL_SENDER);
      }
    }
  }

  private static List<ExternalSender> listed(List<Extension> extensions) {
    return Extensions.find(extensions, Extension.ExternalSenders.class)
        .map(Extension.ExternalSenders::senders)
        .orElse(List.of());
  }

  /// A member that replaces its leaf.
  void successor(LeafIndex at, LeafNode old, LeafNode fresh, Occasion occasion) {
    if (old.credential().equals(fresh.credential())
        && old.signatureKey().equals(fresh.signatureKey())) {
      return;
    }
    fresh(fresh, occasion);
    if (!service.acceptsSuccessor(
        old.credential(), fresh.credential(), fresh.signatureKey(), occasion)) {
      throw new RefusedException(
          CredentialRule.SUCCESSOR_REFUSED, "leaf " + at + ", on " + occasion);
    }
  }
}
