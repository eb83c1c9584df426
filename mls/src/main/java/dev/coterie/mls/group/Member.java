package dev.coterie.mls.group;

import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;

/// A member as one epoch knows it. A leaf names a member within an epoch only; what outlives an
/// epoch is keyed by (index, admitted), which no later holder of the leaf shares. RFC 9420 §5.3.3.
///
/// Who joined by a welcome cannot know when the others came: to it they were admitted in the epoch
/// it joined in. The pair is this member's own bookkeeping and is not compared between members.
///
/// @param index its leaf
/// @param credential who it says it is
/// @param key the key that its messages are signed with
/// @param admitted the first epoch in which it held this leaf, as far as we saw
public record Member(
    LeafIndex index, Credential credential, SignaturePublicKey key, Epoch admitted) {}
