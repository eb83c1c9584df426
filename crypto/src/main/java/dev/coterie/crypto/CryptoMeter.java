package dev.coterie.crypto;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what a [SuiteCrypto] does, for tables of growth: counts do not depend on the machine.
/// Called on whichever thread does the work.
@FunctionalInterface
public interface CryptoMeter {
  /// Counts nothing.
  CryptoMeter NONE = _ -> {};

  /// Called once per operation, before it is done.
  void count(Operation operation);

  /// What is counted. A labelled operation counts once, however many blocks it hashes.
  enum Operation {
    /// A hash of octets, also inside a reference.
    HASH,
    /// A MAC made or compared.
    MAC,
    /// A step of the KDF: one extraction or one expansion.
    KDF,
    /// An AEAD encryption outside HPKE.
    AEAD_SEAL,
    /// An AEAD decryption outside HPKE, also a failed one.
    AEAD_OPEN,
    /// An HPKE encapsulation: an encryption or an export by the sender.
    HPKE_SEAL,
    /// An HPKE decapsulation: a decryption or an export by the receiver, also a failed one.
    HPKE_OPEN,
    /// An HPKE key pair derived or generated.
    HPKE_DERIVE,
    /// A signature made.
    SIGN,
    /// A signature checked, also a bad one.
    VERIFY
  }

  /// A meter that adds up. Thread-safe.
  final class Totals implements CryptoMeter {
    private final Map<Operation, AtomicLong> counts = new EnumMap<>(Operation.class);

    /// All counts at zero.
    public Totals() {
      for (var operation : Operation.values()) {
        counts.put(operation, new AtomicLong());
      }
    }

    @Override
    public void count(Operation operation) {
      counter(operation).incrementAndGet();
    }

    /// How often an operation was done.
    public long of(Operation operation) {
      return counter(operation).get();
    }

    /// All counts now.
    public Map<Operation, Long> snapshot() {
      var all = new EnumMap<Operation, Long>(Operation.class);
      counts.forEach((operation, count) -> all.put(operation, count.get()));
      return all;
    }

    /// Starts again at zero.
    public void reset() {
      counts.values().forEach(count -> count.set(0));
    }

    private AtomicLong counter(Operation operation) {
      return Objects.requireNonNull(counts.get(operation));
    }
  }
}
