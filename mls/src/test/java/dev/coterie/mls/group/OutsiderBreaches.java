package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.Sender;
import dev.coterie.mls.policy.CredentialRule;
import dev.coterie.mls.policy.FramingRule;
import dev.coterie.mls.policy.MlsRule;
import dev.coterie.mls.policy.ProposalRule;
import dev.coterie.mls.policy.ReceptionRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Proposals from outside that nobody keeps.
final class OutsiderBreaches {
  private static final Proposal REMOVE_BOB = new Proposal.Remove(new LeafIndex(1));

  private OutsiderBreaches() {}

  static Extension senders(World world, String... names) {
    return new Extension.ExternalSenders(
        Stream.of(names)
            .map(name -> world.client(name).identity)
            .map(one -> new ExternalSender(one.keys().publicKey(), one.credential()))
            .toList());
  }

  static Bytes proposed(World world, String name, long index, Proposal proposal) {
    MlsGroup group = world.client("alice").group();
    return Outsiders.propose(
        world.crypto,
        index,
        world.client(name).identity.keys().privateKey(),
        group.id(),
        group.epoch(),
        proposal);
  }

  /// Alice, bob and carol listen to dave, who is on their list.
  private static Breach said(
      MlsRule rule, String how, OutsiderPolicy policy, Function<World, Bytes> say) {
    return Breach.asked(
        rule,
        how,
        world -> {
          var alice = world.client("alice");
          world.commit(alice, CommitRequest.empty().extensions(List.of(senders(world, "dave"))));
          alice.restart(world.engine.outsiders(policy));
          Bytes message = say.apply(world);
          return () -> alice.receive(message);
        });
  }

  static Stream<Breach> all() {
    return Stream.of(
        said(
            ProposalRule.OUTSIDER_NOT_AUTHORISED,
            "an external sender, in a closed group",
            OutsiderPolicy.closed(),
            world -> proposed(world, "dave", 0, REMOVE_BOB)),
        said(
            ProposalRule.OUTSIDER_NOT_AUTHORISED,
            "somebody asks to be added to a closed group",
            OutsiderPolicy.returning(),
            world -> {
              var erin = world.client("erin");
              MlsGroup group = world.client("alice").group();
              return Outsiders.askToJoin(
                  erin.identity, erin.keyPackage(), group.id(), group.epoch());
            }),
        said(
            FramingRule.NO_SUCH_EXTERNAL_SENDER,
            "beyond the list",
            OutsiderPolicy.open(),
            world -> proposed(world, "dave", 1, REMOVE_BOB)),
        said(
            FramingRule.NO_SUCH_EXTERNAL_SENDER,
            "far beyond the list",
            OutsiderPolicy.open(),
            world -> proposed(world, "dave", 0xFFFFFFFFL, REMOVE_BOB)),
        said(
            FramingRule.SIGNATURE,
            "erin in the name of dave",
            OutsiderPolicy.open(),
            world -> proposed(world, "erin", 0, REMOVE_BOB)),
        said(
            FramingRule.SIGNATURE,
            "dave asks with the key package of erin",
            OutsiderPolicy.open(),
            world ->
                new Mallory(world, world.client("carol"))
                    .fromOutside(
                        world.client("dave").identity,
                        new Sender.NewMemberProposal(),
                        new Proposal.Add(world.client("erin").keyPackage()))),
        said(
            ProposalRule.REMOVE_OF_NOBODY,
            "of an external sender",
            OutsiderPolicy.open(),
            world -> proposed(world, "dave", 0, new Proposal.Remove(new LeafIndex(77)))),
        said(
            ReceptionRule.EPOCH_GONE,
            "of an external sender, an epoch too late",
            OutsiderPolicy.open(),
            world -> {
              Bytes late = proposed(world, "dave", 0, REMOVE_BOB);
              world.commit(world.client("bob"), CommitRequest.empty());
              return late;
            }),
        Breach.forgedAfter(
            CredentialRule.REFUSED,
            "of an external sender, in a commit",
            (world, it) -> {
              world.client("alice").restart(world.engine.credentials(new NoSenders()));
              return it.commit(
                  new Proposal.GroupContextExtensions(List.of(senders(world, "dave"))));
            }),
        Breach.forgedAfter(
            CredentialRule.REFUSED,
            "of an external sender, proposed",
            (world, it) -> {
              world.client("alice").restart(world.engine.credentials(new NoSenders()));
              return it.send(new Proposal.GroupContextExtensions(List.of(senders(world, "dave"))));
            }));
  }

  /// A service that knows members only.
  private static final class NoSenders implements CredentialValidator {
    @Override
    public boolean accepts(Credential credential, SignaturePublicKey key, Occasion occasion) {
      return occasion != Occasion.EXTERNAL_SENDER;
    }

    @Override
    public boolean acceptsSuccessor(
        Credential old, Credential fresh, SignaturePublicKey key, Occasion occasion) {
      return true;
    }
  }
}
