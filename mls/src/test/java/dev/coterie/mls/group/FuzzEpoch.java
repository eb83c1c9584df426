package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.Proposal;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// An epoch as the model knows it: who is in it, and from which one it came. Two commits of one
/// epoch begin two different ones.
final class FuzzEpoch {
  final int id;
  final Optional<FuzzEpoch> parent;
  final GroupId group;
  final long number;
  final NavigableMap<Integer, SignaturePublicKey> roster;
  final List<Extension> extensions;
  final Optional<Proposal.ReInit> reInit;
  private Optional<Fingerprint> seen = Optional.empty();

  /// What all of its members must know alike.
  private record Fingerprint(
      GroupContext context, Bytes authenticator, Bytes exported, Bytes tree) {}

  FuzzEpoch(
      int id,
      Optional<FuzzEpoch> parent,
      GroupId group,
      long number,
      NavigableMap<Integer, SignaturePublicKey> roster,
      List<Extension> extensions,
      Optional<Proposal.ReInit> reInit) {
    this.id = id;
    this.parent = parent;
    this.group = group;
    this.number = number;
    this.roster = Collections.unmodifiableNavigableMap(new TreeMap<>(roster));
    this.extensions = List.copyOf(extensions);
    this.reInit = reInit;
  }

  /// Whether this is `later` or one of those before it.
  boolean leadsTo(FuzzEpoch later) {
    Optional<FuzzEpoch> at = Optional.of(later);
    while (at.isPresent()) {
      if (at.get() == this) {
        return true;
      }
      at = at.get().parent;
    }
    return false;
  }

  boolean lists(SignaturePublicKey sender) {
    return extensions.stream()
        .filter(Extension.ExternalSenders.class::isInstance)
        .map(Extension.ExternalSenders.class::cast)
        .anyMatch(list -> list.senders().getFirst().signatureKey().equals(sender));
  }

  /// Compares a member's state with the model, and with whoever came here first.
  void assertAgreement(MlsGroup group) {
    NavigableMap<Integer, SignaturePublicKey> members = new TreeMap<>();
    group.members().forEach(one -> members.put(one.index().value(), one.key()));
    assertThat(members).as("members of %s", this).isEqualTo(roster);
    assertThat(group.id()).isEqualTo(this.group);
    assertThat(group.epoch().value()).as("epoch").isEqualTo(number);
    assertThat(group.context().extensions()).isEqualTo(extensions);
    assertThat(group.reInit()).isEqualTo(reInit);
    var fingerprint =
        new Fingerprint(
            group.context(), group.epochAuthenticator(), exported(group), group.ratchetTree());
    if (seen.isEmpty()) {
      seen = Optional.of(fingerprint);
    }
    assertThat(fingerprint.equals(seen.get()))
        .as("%s: context, secrets and tree are those of the others", this)
        .isTrue();
  }

  private static Bytes exported(MlsGroup group) {
    try (Secret secret = group.export("fuzz", Bytes.EMPTY, group.suite().hashSize())) {
      return secret.lend(Bytes::copyOf);
    }
  }

  @Override
  public String toString() {
    return "E" + id + "(" + number + ")";
  }
}
