package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.ContentSignature;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.FramedContent;
import dev.coterie.mls.message.FramedContentAuthData;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.message.WireFormat;
import java.util.Optional;

/// What those outside a group can say to it: proposals, for a member to commit. RFC 9420 §12.1.8.
/// Whether members listen is up to their [OutsiderPolicy].
public final class Outsiders {
  private Outsiders() {}

  /// A proposal of somebody whom the group's `external_senders` list.
  ///
  /// @param suite of the group
  /// @param index our place in that list
  /// @param key belongs to the entry there
  /// @param epoch the current one
  /// @return an MLSMessage
  /// @throws IllegalArgumentException for what an external sender may not propose: updates and
  ///   external_init
  public static Bytes propose(
      SuiteCrypto suite,
      long index,
      SignaturePrivateKey key,
      GroupId group,
      Epoch epoch,
      Proposal proposal) {
    switch (proposal) {
      case Proposal.Update _, Proposal.ExternalInit _ ->
          throw new IllegalArgumentException("nothing that an external sender may propose");
      case Proposal.Add _,
          Proposal.Remove _,
          Proposal.PreSharedKey _,
          Proposal.ReInit _,
          Proposal.GroupContextExtensions _ -> {}
    }
    return sealed(suite, key, group, epoch, new Sender.External(index), proposal);
  }

  /// Asks to be added.
  ///
  /// @param identity whose key package it is
  /// @param epoch the current one
  /// @return an MLSMessage
  public static Bytes askToJoin(
      Identity identity, KeyPackage keyPackage, GroupId group, Epoch epoch) {
    if (!keyPackage.leafNode().signatureKey().equals(identity.keys().publicKey())) {
      throw new IllegalArgumentException("a key package of another identity");
    }
    return sealed(
        SuiteCrypto.of(identity.suite()),
        identity.keys().privateKey(),
        group,
        epoch,
        new Sender.NewMemberProposal(),
        new Proposal.Add(keyPackage));
  }

  private static Bytes sealed(
      SuiteCrypto crypto,
      SignaturePrivateKey key,
      GroupId group,
      Epoch epoch,
      Sender sender,
      Proposal proposal) {
    var content = new FramedContent(group, epoch, sender, Bytes.EMPTY, proposal);
    Bytes signature = ContentSignature.signOutside(crypto, key, WireFormat.PUBLIC_MESSAGE, content);
    return MlsMessage.CODEC.encode(
        new PublicMessage(content, FramedContentAuthData.signed(signature), Optional.empty()));
  }
}
