package dev.coterie.client;

import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.message.GroupId;

/// Somebody added us to a group, and we have not said yes.
///
/// @param mail names it: for [Client#accept] and [Client#decline]
/// @param group the group
/// @param sender who sent it, by the hub's word
public record Invitation(long mail, GroupId group, Fingerprint sender) {}
