package dev.coterie.crypto;

import dev.coterie.codec.Bytes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Octets that must not leak: a key, a nonce, a chaining value. They have no accessor, no `equals`
/// and no serial form, print as `Secret[32 bytes]`, compare in constant time and are wiped by
/// [#close()], after which every use throws [IllegalStateException].
///
/// Reading from several threads is safe; closing while another thread reads is the owner's mistake
/// and gives that thread zeros or an exception. Collected without a close, the octets stay in
/// memory until the heap is reused.
public final class Secret implements AutoCloseable {
  private final byte[] octets;
  private volatile boolean closed;

  private Secret(byte[] octets) {
    this.octets = octets;
  }

  /// Takes the array without a copy: the caller gives it up and must not touch it again.
  public static Secret adopt(byte[] octets) {
    return new Secret(octets);
  }

  /// A secret of the same octets; the source, which cannot be wiped, should soon be forgotten.
  public static Secret copyOf(Bytes octets) {
    return new Secret(octets.toArray());
  }

  /// So many zero octets: what a key schedule takes for an absent input.
  public static Secret zeros(int size) {
    return new Secret(new byte[size]);
  }

  /// The number of octets. May be asked after closing.
  public int size() {
    return octets.length;
  }

  /// Whether the octets are wiped.
  public boolean isClosed() {
    return closed;
  }

  /// Lends the octets for one call; `use` must neither let them out nor change them. The only way
  /// to reach them.
  public <T extends @Nullable Object> T lend(Function<byte[], T> use) {
    return use.apply(live());
  }

  /// Whether both hold the same octets, in time that depends on their sizes only.
  public boolean matches(Secret other) {
    return MessageDigest.isEqual(live(), other.live());
  }

  /// Whether these are the octets, in time that depends on the sizes only.
  public boolean matches(Bytes other) {
    return MessageDigest.isEqual(live(), other.toArray());
  }

  /// A second secret of the same octets with a life of its own.
  public Secret copy() {
    return new Secret(live().clone());
  }

  /// The octets in the open, to be written to disk or shown to a judge. The token makes each place
  /// that does so easy to find.
  public Bytes export(KeyExport token) {
    token.use();
    return Bytes.copyOf(live());
  }

  /// Wipes the octets. Closing twice is harmless.
  @Override
  public void close() {
    closed = true;
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public String toString() {
    return "Secret[" + octets.length + " bytes]";
  }

  private byte[] live() {
    if (closed) {
      throw new IllegalStateException("secret is closed");
    }
    return octets;
  }
}
