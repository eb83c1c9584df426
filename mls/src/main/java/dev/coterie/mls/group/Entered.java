package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;

/// A group that we are about to enter by a commit of our own. The group exists for us once the
/// delivery service accepts the commit: if another commit ends the epoch first, close the group,
/// forget its rows, and begin anew from a later group info. To survive a crash in between, store
/// the delta before the commit is sent.
///
/// @param commit an MLSMessage to send to the members
/// @param group the group, in the epoch that the commit begins
/// @param delta all its rows
public record Entered(Bytes commit, MlsGroup group, StateDelta delta) {}
