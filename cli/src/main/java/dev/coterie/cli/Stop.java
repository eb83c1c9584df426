package dev.coterie.cli;

/// Ends a command with something that its user can mend: what is the matter, and what to do next.
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why a command ends early. The names are part of the answer to programs.
  enum Reason {
    /// The home holds no identity.
    NO_IDENTITY(ExitCode.REFUSED),
    /// The home holds another identity than the one asked for.
    IDENTITY_EXISTS(ExitCode.REFUSED),
    /// No hub was chosen.
    NO_HUB(ExitCode.REFUSED),
    /// Another hub was chosen before.
    OTHER_HUB(ExitCode.REFUSED),
    /// Nothing listens where the hub should be.
    HUB_SILENT(ExitCode.UNAVAILABLE),
    /// What was asked for is kept, and has not happened yet.
    NOT_YET(ExitCode.UNAVAILABLE),
    /// No group here.
    NO_GROUP(ExitCode.REFUSED),
    /// No group is called that.
    UNKNOWN_GROUP(ExitCode.REFUSED),
    /// More than one group is meant.
    AMBIGUOUS_GROUP(ExitCode.REFUSED),
    /// Nobody is called that.
    UNKNOWN_PERSON(ExitCode.REFUSED),
    /// More than one person is meant.
    AMBIGUOUS_PERSON(ExitCode.REFUSED),
    /// The store is locked by a passphrase, and there is nowhere to ask for it.
    NO_PASSPHRASE(ExitCode.REFUSED),
    /// More than one message may hold.
    TEXT_TOO_LONG(ExitCode.REFUSED),
    /// The call could not begin in time.
    NO_CALL(ExitCode.UNAVAILABLE),
    /// The call ended, and not by us.
    CALL_ENDED(ExitCode.REFUSED),
    /// A file of the home was changed by hand.
    BROKEN_SETTINGS(ExitCode.MALFORMED);

    private final ExitCode code;

    Reason(ExitCode code) {
      this.code = code;
    }
  }

  private final Reason reason;
  private final String next;

  Stop(Reason reason, String message, String next) {
    super(message);
    this.reason = reason;
    this.next = next;
  }

  Reason reason() {
    return reason;
  }

  ExitCode code() {
    return reason.code;
  }

  String next() {
    return next;
  }
}
