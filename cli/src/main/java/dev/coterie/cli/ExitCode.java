package dev.coterie.cli;

/// How a command ended, for scripts. The numbers never change their meaning.
enum ExitCode {
  /// What was asked for was done.
  DONE(0),
  /// The command ran to its end, and the answer is no: a promise is broken, a vector failed.
  NO(1),
  /// The command line was not understood.
  USAGE(2),
  /// Input does not parse.
  MALFORMED(65),
  /// The hub, a store or a file could not be used; trying again may help.
  UNAVAILABLE(69),
  /// A bug in Coterie.
  BUG(70),
  /// Input or a request breaks a rule.
  REFUSED(77);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
