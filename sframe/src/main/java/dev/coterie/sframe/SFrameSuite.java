package dev.coterie.sframe;

import dev.coterie.crypto.spi.HashAlgorithm;
import java.util.Optional;

/// A cipher suite of SFrame. The first five are those of RFC 9605 §4.5; the last three, with the
/// numbers that the working group's own vectors use, are not in its registry yet.
public enum SFrameSuite {
  /// AES-128 in counter mode with HMAC, tags of 80 bits.
  AES_128_CTR_HMAC_SHA256_80(1, HashAlgorithm.SHA256, 16 + 32, 10),
  /// AES-128 in counter mode with HMAC, tags of 64 bits.
  AES_128_CTR_HMAC_SHA256_64(2, HashAlgorithm.SHA256, 16 + 32, 8),
  /// AES-128 in counter mode with HMAC, tags of 32 bits: who may guess four billion times, forges.
  AES_128_CTR_HMAC_SHA256_32(3, HashAlgorithm.SHA256, 16 + 32, 4),
  /// AES-128 in GCM.
  AES_128_GCM_SHA256_128(4, HashAlgorithm.SHA256, 16, 16),
  /// AES-256 in GCM.
  AES_256_GCM_SHA512_128(5, HashAlgorithm.SHA512, 32, 16),
  /// AES-256 in counter mode with HMAC, tags of 80 bits.
  AES_256_CTR_HMAC_SHA512_80(6, HashAlgorithm.SHA512, 32 + 64, 10),
  /// AES-256 in counter mode with HMAC, tags of 64 bits.
  AES_256_CTR_HMAC_SHA512_64(7, HashAlgorithm.SHA512, 32 + 64, 8),
  /// AES-256 in counter mode with HMAC, tags of 32 bits.
  AES_256_CTR_HMAC_SHA512_32(8, HashAlgorithm.SHA512, 32 + 64, 4);

  /// The label under which MLS exports the base key of an epoch, with an empty context and
  /// [#keySize()] octets. RFC 9605 §5.2.
  public static final String EXPORTER_LABEL = "SFrame 1.0 Base Key";

  private final int code;
  private final HashAlgorithm hash;
  private final int keySize;
  private final int tagSize;

  SFrameSuite(int code, HashAlgorithm hash, int keySize, int tagSize) {
    this.code = code;
    this.hash = hash;
    this.keySize = keySize;
    this.tagSize = tagSize;
  }

  /// The suite with a number.
  public static Optional<SFrameSuite> of(int code) {
    return switch (code) {
      case 1 -> Optional.of(AES_128_CTR_HMAC_SHA256_80);
      case 2 -> Optional.of(AES_128_CTR_HMAC_SHA256_64);
      case 3 -> Optional.of(AES_128_CTR_HMAC_SHA256_32);
      case 4 -> Optional.of(AES_128_GCM_SHA256_128);
      case 5 -> Optional.of(AES_256_GCM_SHA512_128);
      case 6 -> Optional.of(AES_256_CTR_HMAC_SHA512_80);
      case 7 -> Optional.of(AES_256_CTR_HMAC_SHA512_64);
      case 8 -> Optional.of(AES_256_CTR_HMAC_SHA512_32);
      default -> Optional.empty();
    };
  }

  /// Its number in key derivation, and in the extension of a group.
  public int code() {
    return code;
  }

  /// The hash function of HKDF, and of HMAC where the suite has it.
  public HashAlgorithm hash() {
    return hash;
  }

  /// Octets of a key (`Nk`), both subkeys where there are two.
  public int keySize() {
    return keySize;
  }

  /// Octets of a nonce (`Nn`).
  public int nonceSize() {
    return 12;
  }

  /// Octets by which a ciphertext is longer than its plaintext (`Nt`).
  public int tagSize() {
    return tagSize;
  }

  /// The most octets by which a frame is longer than its plaintext: the longest header and the tag.
  public int maxOverhead() {
    return SFrameHeader.MAX_SIZE + tagSize;
  }
}
