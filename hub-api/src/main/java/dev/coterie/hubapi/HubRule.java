package dev.coterie.hubapi;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// What a hub refuses.
public enum HubRule implements Rule {
  /// Nothing but authentication works on a connection that has not proved a key.
  NOT_AUTHENTICATED(Remedy.RETRY, "the connection has proved no key"),
  /// A signature that does not hold for this hub, these nonces and this very connection.
  BAD_PROOF(Remedy.FATAL, "the proof does not hold for this connection"),
  /// Found by the client: somebody else answers at the hub's address, or the hub lost its key.
  WRONG_CERTIFICATE(Remedy.FATAL, "the hub's certificate is not the pinned one"),
  /// A message that does not parse, or that holds a value out of range.
  MALFORMED_REQUEST(Remedy.FATAL, "the request does not parse"),
  /// Also the answer for a group that does not exist, so that nobody can ask which do.
  NOT_ON_ROSTER(Remedy.RESYNC, "the identity is not on the roster of the group"),
  /// Somebody else created a group with this id.
  GROUP_ID_TAKEN(Remedy.FATAL, "the group id belongs to another founder"),
  /// See [HubLimits].
  MESSAGE_TOO_LARGE(Remedy.FATAL, "the message is larger than the hub takes"),
  /// Adding who is on the roster, removing who is not, removing oneself, or welcoming who is not
  /// added.
  ROSTER_CHANGE_INVALID(Remedy.RESYNC, "the roster change does not fit the roster"),
  /// See [HubLimits#roster].
  ROSTER_FULL(Remedy.FATAL, "the group has as many members as the hub takes"),
  /// The key package is not one, or its signature does not hold.
  KEY_PACKAGE_INVALID(Remedy.FATAL, "the key package is not valid"),
  /// The signature key in the leaf is not the identity that publishes.
  KEY_PACKAGE_NOT_YOURS(Remedy.FATAL, "the key package belongs to another identity"),
  /// See [HubLimits#keyPackagesPerIdentity].
  TOO_MANY_KEY_PACKAGES(Remedy.DROP, "the owner has as many key packages waiting as the hub takes"),
  /// See [HubLimits#mailboxItems] and [HubLimits#mailPerSender].
  MAILBOX_FULL(Remedy.RETRY, "the recipient has as much mail waiting as the hub takes"),
  /// See [HubLimits#groupsPerIdentity].
  TOO_MANY_GROUPS(Remedy.FATAL, "the identity has founded as many groups as the hub takes"),
  /// See [HubLimits#bytesPerIdentity].
  QUOTA_EXCEEDED(Remedy.FATAL, "the identity has stored as much as the hub takes"),
  /// See [HubLimits#watchesPerSession].
  TOO_MANY_WATCHES(Remedy.FATAL, "the session follows as many groups as the hub takes"),
  /// Too many calls in a short time on one connection.
  RATE_LIMITED(Remedy.RETRY, "too many requests: slow down"),
  /// The hub has as much under way as it has memory for.
  BUSY(Remedy.RETRY, "the hub has as much under way as it can hold"),
  /// The hub is about to stop.
  DRAINING(Remedy.RETRY, "the hub is shutting down"),
  /// See [MediaLimits#sessionsPerConnection].
  TOO_MANY_MEDIA_SESSIONS(
      Remedy.FATAL, "the connection has as many media sessions open as the hub takes"),
  /// A hub of before live media, or one that was told not to forward them.
  NO_LIVE_MEDIA(Remedy.FATAL, "the hub forwards no live media"),
  /// A live session that did not keep up. The log has everything; media are gone.
  SLOW_READER(Remedy.RETRY, "the session did not keep up");

  private final Remedy remedy;
  private final String text;

  HubRule(Remedy remedy, String text) {
    this.remedy = remedy;
    this.text = text;
  }

  @Override
  public String section() {
    return "Coterie hub contract 1";
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
