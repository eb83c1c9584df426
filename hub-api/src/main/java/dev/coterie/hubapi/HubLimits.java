package dev.coterie.hubapi;

/// What a hub takes from anybody. Sizes in octets.
///
/// @param handshakeBytes payload of one handshake; a commit that adds 10,000 can need 3 MB
/// @param applicationBytes payload of one application message
/// @param appendBytes a whole handshake append: payload, roster change, welcome and tree
/// @param roster members of a group
/// @param groupsPerIdentity groups that one identity may found
/// @param bytesPerIdentity what one identity may ever store in logs, mailboxes and key packages:
///   logs do not shrink
/// @param keyPackagesPerIdentity one-time packages waiting
/// @param keyPackageBytes one key package
/// @param mailboxItems welcomes waiting for one identity
/// @param mailPerSender welcomes of one sender waiting for one identity
/// @param watchesPerSession groups that one session may follow live
/// @param stockWarning an owner is warned when a claim leaves fewer one-time packages than this
/// @param media what is forwarded live, and never stored
public record HubLimits(
    int handshakeBytes,
    int applicationBytes,
    int appendBytes,
    int roster,
    int groupsPerIdentity,
    long bytesPerIdentity,
    int keyPackagesPerIdentity,
    int keyPackageBytes,
    int mailboxItems,
    int mailPerSender,
    int watchesPerSession,
    int stockWarning,
    MediaLimits media) {
  private static final int MIB = 1 << 20;

  /// For groups of up to 20,000 members.
  public static final HubLimits DEFAULT =
      new HubLimits(
          16 * MIB,
          2 * MIB,
          34 * MIB,
          20_000,
          1_000,
          8L << 30,
          1_000,
          64 << 10,
          1_000,
          100,
          1_000,
          5,
          MediaLimits.DEFAULT);

  /// Refuses limits that are not positive or contradict each other.
  public HubLimits {
    if (handshakeBytes < 1
        || applicationBytes < 1
        || roster < 1
        || groupsPerIdentity < 1
        || bytesPerIdentity < 1
        || keyPackagesPerIdentity < 1
        || keyPackageBytes < 1
        || mailboxItems < 1
        || mailPerSender < 1
        || watchesPerSession < 1
        || stockWarning < 0) {
      throw new IllegalArgumentException("limits are positive");
    }
    if (appendBytes < handshakeBytes || appendBytes < applicationBytes) {
      throw new IllegalArgumentException("an append must hold the largest payload");
    }
  }

  /// The same with other limits of live media.
  public HubLimits withMedia(MediaLimits other) {
    return new HubLimits(
        handshakeBytes,
        applicationBytes,
        appendBytes,
        roster,
        groupsPerIdentity,
        bytesPerIdentity,
        keyPackagesPerIdentity,
        keyPackageBytes,
        mailboxItems,
        mailPerSender,
        watchesPerSession,
        stockWarning,
        other);
  }
}
