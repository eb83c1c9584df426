package dev.coterie.client.contact;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// What holds about contacts.
public enum ContactRule implements Rule {
  OWN_KEY("pinning", Remedy.FATAL, "a contact is somebody else"),
  NAME_TAKEN("pinning", Remedy.FATAL, "the name is pinned to another key: forget it first"),
  KEY_TAKEN("pinning", Remedy.FATAL, "the key is pinned under another name"),
  UNKNOWN_CONTACT("contacts", Remedy.FATAL, "no contact of that name"),
  KEY_PACKAGE_OTHER_KEY(
      "inviting", Remedy.FATAL, "the key package is signed by another key than the contact's");

  private final String topic;
  private final Remedy remedy;
  private final String text;

  ContactRule(String topic, Remedy remedy, String text) {
    this.topic = topic;
    this.remedy = remedy;
    this.text = text;
  }

  @Override
  public String section() {
    return "client, " + topic;
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }

  @Override
  public String text() {
    return text;
  }
}
