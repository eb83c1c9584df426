/// Our MLS engine as a client of the MLS working group's harness: a gRPC service of 34 calls, by
/// which a runner makes it play any number of members.
///
/// ```
///   runner ─► InteropServer ─► Endpoint ─┬─► Entrances ──┐    numbers     ┌ Seat ─► MlsGroup
///                                        ├─► Membership ─┼─►  (Shelf) ───►┤ Invitation, Signer
///                                        └─► Successions ┘                └ Renewal
///   runner ◄─ answer, or a status with the rule that was broken (Statuses)
/// ```
///
/// It tells secrets to whoever asks, as tests need it: never a place for keys that matter.
package dev.coterie.cli.interop;
