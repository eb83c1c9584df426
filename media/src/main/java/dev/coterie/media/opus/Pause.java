package dev.coterie.media.opus;

/// Tells which packets of a pause need not be sent: those of one or two octets say that there is
/// nothing to say, and the first of them is enough (RFC 7587 §3.1.3).
final class Pause {
  private static final int QUIET = 2;

  private boolean told;

  /// Asked once for each packet, in order.
  boolean isLeftOut(int size) {
    boolean before = told;
    told = size <= QUIET;
    return told && before;
  }
}
