package dev.coterie.client.call;

import dev.coterie.client.event.Person;
import dev.coterie.gbp.MemberKey;

/// Who is heard. Media keys belong to the group: that a frame comes from this member, and not from
/// another one, is said by the hub that marks whose connection it came from.
///
/// @param person who it is
/// @param name what to show: the contact's name if it is one, else the member's own claim, which is
///   worth what [dev.coterie.client.contact.Contacts#standing] says
/// @param member the member, for as long as it is one
/// @param channel which of its streams
public record Speaker(Person person, String name, MemberKey member, int channel) {}
