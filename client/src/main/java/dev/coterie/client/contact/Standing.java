package dev.coterie.client.contact;

/// How a member of a group stands to the owner of this client.
public enum Standing {
  /// This client itself.
  SELF,
  /// A contact whose safety number was compared.
  VERIFIED,
  /// A contact by its pinned key; safety numbers were not compared.
  PINNED,
  /// Nobody that we know: its name is its own claim.
  UNKNOWN,
  /// Nobody that we know, under the name of a contact who has another key. Show it as a warning.
  IMPOSTOR
}
