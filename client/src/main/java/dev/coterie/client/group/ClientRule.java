package dev.coterie.client.group;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// What holds for a group at a client, beyond MLS and framing.
public enum ClientRule implements Rule {
  /// Commits, proposals and texts stand in records of their kind.
  RECORD_KIND(
      "log", Remedy.DROP, "a handshake stands in a handshake record, and nothing else does"),
  /// See the package's rule of order.
  OTHER_EPOCH("log", Remedy.DROP, "a record counts in the epoch that the group has at its place"),
  /// The hub may repeat a record of ours elsewhere; it counts once.
  OWN_REPLAY("log", Remedy.DROP, "a message of ours counts once"),
  /// Texts only, so far.
  NOT_A_TEXT("text", Remedy.DROP, "only texts are taken"),
  /// A message id stands for one text per author.
  TEXT_DUPLICATE("text", Remedy.DROP, "this author said a text of this id before"),
  /// What makes a group gbp2 stays as it was.
  PROFILE_CHANGED("profile", Remedy.DROP, "the gbp2 extension never changes"),
  /// Only gbp2 groups are joined.
  NOT_GBP2("profile", Remedy.FATAL, "the group does not speak gbp2"),
  /// The group's log holds messages of ours that this store does not know.
  STORE_BEHIND_LOG("sending", Remedy.REJOIN, "the store is an old copy: it must not send"),
  /// Evidence of two logs.
  FORK_SUSPECTED("sending", Remedy.FATAL, "members see different logs: nothing is sent"),
  /// A commit that we cannot open stands in the log.
  GROUP_BLOCKED("sending", Remedy.REJOIN, "a commit stands in the log that we cannot process"),
  /// Records are not to be had.
  LOG_INCOMPLETE("sending", Remedy.REJOIN, "the hub does not have all records of the log"),
  /// Rows that cannot be read.
  STATE_LOST("sending", Remedy.REJOIN, "what is stored about the group cannot be read"),
  /// Nobody could follow the group, and another one goes on.
  GROUP_REPLACED("sending", Remedy.FATAL, "the group was replaced: another one goes on"),
  /// A group that works removes members instead.
  NOT_STUCK("replacing", Remedy.FATAL, "a group is replaced while it stands still before a commit"),
  /// Nobody's signature was seen.
  COMMITTER_UNKNOWN(
      "replacing",
      Remedy.FATAL,
      "who made the commit that stopped the group is known by signature"),
  /// Who may lead others over.
  REPLACER_FOREIGN(
      "replacing",
      Remedy.DROP,
      "who replaces a group is a member of it that did not make the commit that stopped it"),
  /// Where unsent texts may go.
  REPLACEMENT_ROSTER(
      "replacing", Remedy.DROP, "in a replacement are members of the old group, and not that one"),
  /// What is under way comes first.
  STILL_SENDING("replacing", Remedy.RETRY, "a group is left when nothing of ours is under way"),
  /// Only members come back, and only for themselves.
  RETURN_FOREIGN(
      "return",
      Remedy.DROP,
      "from outside comes a member, in place of its own leaf, under its own name at the hub"),
  /// Whoever asks to come back is a member and asks for itself.
  RETURN_NOT_THEIRS(
      "return", Remedy.DROP, "a request to come back is of a member, for itself, in this group"),
  /// An answer that nobody waits for.
  ANSWER_UNASKED("return", Remedy.DROP, "an answer is one to a request that is open"),
  /// The group has gone on since.
  ANSWER_STALE("return", Remedy.DROP, "no handshake stands behind the place an answer speaks of"),
  /// Made from another log.
  ANSWER_POSITION("return", Remedy.DROP, "an answer speaks of a place in the log that we read"),
  /// Another group, another profile, or the past.
  ANSWER_GROUP("return", Remedy.DROP, "an answer is about this group as it goes on"),
  /// Who vouches for the group.
  ANSWER_SIGNER(
      "return", Remedy.DROP, "an answer is signed by its sender, whom we know for a member"),
  /// Asked in vain.
  NOBODY_ANSWERED("return", Remedy.RETRY, "a member that works answers who asks to come back"),
  /// We are not in the group.
  NOT_A_MEMBER("sending", Remedy.FATAL, "we are no member of the group"),
  /// We asked to be removed.
  LEAVING("sending", Remedy.FATAL, "we are leaving the group"),
  /// What was said is not getting through; say no more.
  OUTBOX_FULL("sending", Remedy.RETRY, "as much as may wait is waiting to be sent"),
  /// Others were always first.
  COMMIT_CONTENDED("changing", Remedy.RETRY, "other members' commits won again and again"),
  /// Nobody of that key.
  NO_SUCH_MEMBER("changing", Remedy.FATAL, "nobody in the group has that key"),
  /// A member cannot commit its own removal.
  REMOVES_ITSELF("changing", Remedy.FATAL, "to go oneself is to leave"),
  /// Alone, there is nobody to commit our removal.
  LAST_MEMBER(
      "changing", Remedy.FATAL, "the last member cannot leave: there is nobody to commit it"),
  /// Not every group has audio.
  NO_AUDIO("calling", Remedy.FATAL, "the group has no audio"),
  /// A suite of a later version.
  AUDIO_SUITE_UNKNOWN("calling", Remedy.FATAL, "the group's audio has a suite that we know"),
  /// A second one would use the same keys.
  CALL_UNDER_WAY("calling", Remedy.FATAL, "a client is in one call per group"),
  /// The hub alone says that we are out.
  ACCESS_LOST("calling", Remedy.REJOIN, "the hub takes us for a member"),
  /// The directory had none.
  NO_KEY_PACKAGE("inviting", Remedy.RETRY, "the hub has no key package of that contact");

  private final String topic;
  private final Remedy remedy;
  private final String text;

  ClientRule(String topic, Remedy remedy, String text) {
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
