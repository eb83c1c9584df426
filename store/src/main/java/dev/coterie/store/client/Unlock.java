package dev.coterie.store.client;

import dev.coterie.codec.RefusedException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// What opens a store.
public sealed interface Unlock {
  /// The number that stands for this kind on disk.
  int kind();

  /// A passphrase, stretched by Argon2id. The store does not close it: its owner does.
  ///
  /// @param cost what a *new* store asks for; an existing one keeps the cost it was made with
  record Passphrase(Secret utf8, Argon2Cost cost) implements Unlock {
    /// Takes the characters and wipes them.
    public static Passphrase of(char[] characters) {
      return of(characters, Argon2Cost.RECOMMENDED);
    }

    /// As [#of(char[])], with a cost of the caller's choice.
    public static Passphrase of(char[] characters, Argon2Cost cost) {
      byte[] room = new byte[characters.length * 3];
      ByteBuffer out = ByteBuffer.wrap(room);
      var result =
          StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), out, true);
      byte[] exact = Arrays.copyOf(room, out.position());
      Arrays.fill(room, (byte) 0);
      Arrays.fill(characters, '\0');
      if (result.isError()) {
        throw new IllegalArgumentException("a passphrase with a lone surrogate");
      }
      return new Passphrase(Secret.adopt(exact), cost);
    }

    @Override
    public int kind() {
      return 1;
    }
  }

  /// A file of 32 random octets that only its owner may read.
  record KeyFile(Path path) implements Unlock {
    /// The length of a key file.
    public static final int LENGTH = 32;

    /// Makes a new key file; an existing file is an error.
    public static KeyFile create(Path path, RandomSource random) {
      try (Secret key = random.secret(LENGTH)) {
        Files.createFile(path, OwnerOnly.attributes(path));
        key.lend(octets -> write(path, octets));
        return new KeyFile(path);
      } catch (IOException e) {
        throw new UnavailableException("key file", e);
      }
    }

    private static Path write(Path path, byte[] octets) {
      try {
        return Files.write(path, octets, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      } catch (IOException e) {
        throw new UnavailableException("key file", e);
      }
    }

    Secret read() {
      try {
        if (Files.size(path) != LENGTH) {
          throw new RefusedException(StoreRule.KEY_FILE, "its length is " + Files.size(path));
        }
        return Secret.adopt(Files.readAllBytes(path));
      } catch (IOException e) {
        throw new UnavailableException("key file", e);
      }
    }

    @Override
    public int kind() {
      return 2;
    }
  }
}
