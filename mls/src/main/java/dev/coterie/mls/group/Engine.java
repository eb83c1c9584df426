package dev.coterie.mls.group;

import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.credential.CredentialValidator;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.tree.FanOut;
import dev.coterie.mls.tree.RatchetTree;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/// What a group works with besides its state: cryptography, and what it asks the application.
///
/// @param crypto the primitives of the group's suite
/// @param credentials judges credentials
/// @param occupied whether we are in a group of this id already: asked before joining (RFC 9420
///   §12.4.3)
/// @param outsiders says what may come from outside of a group
/// @param executor carries out independent pieces of expensive work, such as the encryptions of a
///   path; with one that uses threads, sources of randomness must be thread-safe
/// @param meter counts work
/// @param reInitInPlace whether we announce that a group goes on under the id that it has
public record Engine(
    SuiteCrypto crypto,
    CredentialValidator credentials,
    Predicate<GroupId> occupied,
    OutsiderPolicy outsiders,
    Executor executor,
    WorkMeter meter,
    boolean reInitInPlace) {
  /// The best providers at hand, basic credentials, no other group, nothing from outside, and no
  /// threads.
  public static Engine of(CipherSuite suite) {
    return of(SuiteCrypto.of(suite));
  }

  /// These primitives, basic credentials, no other group, nothing from outside, and no threads.
  public static Engine of(SuiteCrypto crypto) {
    return new Engine(
        crypto,
        CredentialValidator.basicOnly(),
        id -> false,
        OutsiderPolicy.closed(),
        Runnable::run,
        WorkMeter.NONE,
        false);
  }

  /// The same with another judge of credentials.
  public Engine credentials(CredentialValidator other) {
    return new Engine(crypto, other, occupied, outsiders, executor, meter, reInitInPlace);
  }

  /// The same with knowledge of the groups we are in.
  public Engine occupied(Predicate<GroupId> groups) {
    return new Engine(crypto, credentials, groups, outsiders, executor, meter, reInitInPlace);
  }

  /// The same with another answer to what comes from outside.
  public Engine outsiders(OutsiderPolicy other) {
    return new Engine(crypto, credentials, occupied, other, executor, meter, reInitInPlace);
  }

  /// The same with another way of carrying out expensive work.
  public Engine executor(Executor other) {
    return new Engine(crypto, credentials, occupied, outsiders, other, meter, reInitInPlace);
  }

  /// The same with a meter.
  public Engine meter(WorkMeter other) {
    return new Engine(crypto, credentials, occupied, outsiders, executor, other, reInitInPlace);
  }

  /// The same, where a group may be re-initialised under the id that it has. RFC 9420 allows it;
  /// without this we announce no such thing, since whoever files groups by id would hold two.
  public Engine reInitsInPlace() {
    return new Engine(crypto, credentials, occupied, outsiders, executor, meter, true);
  }

  RatchetTree metered(RatchetTree tree) {
    return tree.metered(
        (cost, count) -> {
          switch (cost) {
            case HASHES -> meter.count(WorkMeter.Work.TREE_HASH, count);
            case TREE_NODES -> meter.count(WorkMeter.Work.TREE_NODE, count);
            case INDEX_NODES -> meter.count(WorkMeter.Work.INDEX_NODE, count);
            case HPKE_SEALS, HPKE_OPENS, KEY_PAIRS -> {} // the CryptoMeter's
          }
        });
  }

  FanOut fanOut() {
    return FanOut.on(executor);
  }
}
