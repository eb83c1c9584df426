package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import java.util.Optional;

/// A cipher suite as a message names it, known to us or not. RFC 9420 §17.1.
///
/// @param code 0 to 65535
public record SuiteId(int code) {
  /// Refuses a code that does not fit 16 bits.
  public SuiteId {
    Codes.requireUint16(code);
  }

  /// The name of a suite that we know.
  public static SuiteId of(CipherSuite suite) {
    return new SuiteId(suite.code());
  }

  static SuiteId read(WireReader in) {
    return new SuiteId(in.uint16("cipher_suite"));
  }

  void write(WireWriter out) {
    out.uint16(code);
  }

  /// The suite, if it is one of ours.
  public Optional<CipherSuite> known() {
    return CipherSuite.of(code);
  }

  /// Whether this names `suite`.
  public boolean is(CipherSuite suite) {
    return code == suite.code();
  }
}
