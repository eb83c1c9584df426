package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.PreSharedKeyId.Source;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ResumptionUsage;
import dev.coterie.mls.policy.PskRule;
import dev.coterie.mls.policy.ScheduleRule;
import java.util.stream.Stream;

/// Pre-shared keys that nobody takes.
final class PskBreaches {
  private static final Source NAME = new Source.External(Bytes.ofUtf8("id"));

  private PskBreaches() {}

  private static Proposal psk(Source source, Bytes nonce) {
    return new Proposal.PreSharedKey(new PreSharedKeyId(source, nonce));
  }

  private static Proposal linking(Mallory it, ResumptionUsage usage) {
    var context = it.epoch().context();
    return psk(
        new Source.Resumption(usage, context.groupId(), context.epoch()), context.treeHash());
  }

  static Stream<Breach> all() {
    return Stream.of(
        Breach.forged(
            ScheduleRule.PSK_NONCE,
            "a short nonce, proposed",
            it -> it.send(psk(NAME, Bytes.of(1)))),
        Breach.forged(
            ScheduleRule.PSK_NONCE,
            "a short nonce, in a commit",
            it -> it.commitBare(psk(NAME, Bytes.of(1)))),
        Breach.forged(
            PskRule.USAGE, "re-init, proposed", it -> it.send(linking(it, ResumptionUsage.REINIT))),
        Breach.forged(
            PskRule.USAGE,
            "re-init, in a commit",
            it -> it.commitBare(linking(it, ResumptionUsage.REINIT))),
        Breach.forged(
            PskRule.USAGE, "branch, proposed", it -> it.send(linking(it, ResumptionUsage.BRANCH))),
        Breach.forged(
            PskRule.USAGE,
            "branch, in a commit",
            it -> it.commitBare(linking(it, ResumptionUsage.BRANCH))),
        Breach.forged(
            PskRule.TWICE,
            "by value",
            it -> {
              Proposal once = psk(NAME, it.epoch().context().treeHash());
              return it.commitBare(once, once);
            }),
        Breach.forgedAfter(
            PskRule.TWICE,
            "by value and by reference",
            (world, it) -> {
              Proposal once = psk(NAME, it.epoch().context().treeHash());
              return it.commitMixed(Breach.sent(world, it, once), once);
            }),
        Breach.asked(
            PskRule.UNKNOWN,
            "by ourselves",
            world -> () -> world.client("alice").stage(CommitRequest.empty().psk(NAME))),
        Breach.asked(
            PskRule.UNKNOWN,
            "an epoch that is yet to come",
            world -> {
              var alice = world.client("alice");
              Source ahead = alice.group().resumptionKey(alice.group().epoch().next());
              return () -> alice.stage(CommitRequest.empty().psk(ahead));
            }));
  }
}
