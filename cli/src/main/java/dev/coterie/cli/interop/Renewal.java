package dev.coterie.cli.interop;

/// A member of a group that was re-initialised, on its way into the next one.
///
/// @param old its place in the group that is over
/// @param invitation its key package for the next one
record Renewal(Seat old, Invitation invitation) implements Thing {
  @Override
  public void close() {
    invitation.close();
  }
}
