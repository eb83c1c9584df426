package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.MlsRule;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One way to break one rule.
///
/// @param rule the rule that the refusal names
/// @param how in a few words
/// @param scene sets up whoever refuses, and what makes it refuse
record Breach(MlsRule rule, String how, Function<CipherSuite, Attempt> scene) {
  static final GroupSettings PUBLIC = GroupSettings.recommended().handshakes(HandshakeWire.PUBLIC);

  /// What is about to be refused.
  ///
  /// @param victim whose state must not change
  /// @param act throws
  record Attempt(World.Client victim, Runnable act) {}

  @Override
  public String toString() {
    return rule.row() + " " + rule.name() + ": " + how;
  }

  /// A message that carol forges and alice refuses, in a group of alice, bob and carol.
  static Breach forged(MlsRule rule, String how, Function<Mallory, Bytes> forge) {
    return forgedAfter(rule, how, (world, mallory) -> forge.apply(mallory));
  }

  /// The same, with something that happens before.
  static Breach forgedAfter(MlsRule rule, String how, BiFunction<World, Mallory, Bytes> forge) {
    return new Breach(
        rule,
        how,
        suite -> {
          World world = World.of(suite, PUBLIC, "alice", "bob", "carol");
          Bytes message = forge.apply(world, new Mallory(world, world.client("carol")));
          World.Client alice = world.client("alice");
          return new Attempt(alice, () -> alice.group().receive(message, World.NOW));
        });
  }

  /// Something that alice asks of her own group, which consists of alice, bob and carol.
  static Breach asked(MlsRule rule, String how, Function<World, Runnable> ask) {
    return new Breach(
        rule,
        how,
        suite -> {
          World world = World.of(suite, PUBLIC, "alice", "bob", "carol");
          return new Attempt(world.client("alice"), ask.apply(world));
        });
  }

  /// A proposal that everybody else receives.
  static Bytes sent(World world, Mallory sender, Proposal proposal) {
    Bytes message = sender.send(proposal);
    world.client("bob").receive(message);
    return ((Incoming.ProposalHeld) world.client("alice").receive(message)).reference();
  }
}
