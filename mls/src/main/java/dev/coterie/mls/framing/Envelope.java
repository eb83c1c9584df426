package dev.coterie.mls.framing;

import dev.coterie.codec.RefusedException;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.policy.FramingRule;

/// What both envelopes check first.
final class Envelope {
  private Envelope() {}

  static void requireHere(GroupContext context, GroupId group, Epoch epoch) {
    if (!group.equals(context.groupId())) {
      throw new RefusedException(FramingRule.GROUP, "a message of another group");
    }
    if (!epoch.equals(context.epoch())) {
      throw new RefusedException(
          FramingRule.EPOCH, "epoch " + epoch + " in epoch " + context.epoch());
    }
  }
}
