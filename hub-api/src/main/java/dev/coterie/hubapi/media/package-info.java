/// Live media between the members of a group: who gets which frame, and how much waits for whom.
/// Knows no transport, clock or thread; both hubs run it. Nothing in here is ever stored, and the
/// log is asked once per opening, never for a frame.
///
/// ```
/// sender's MediaPort ─ send ─▶ MediaExchange ─▶ every other MediaPort of the group ─ poll ─▶ reader
///    rate: MediaConnection         ▲                queue: bounded, or SLOW_READER
///                                  └─ committed: who was removed is out at once
/// ```
package dev.coterie.hubapi.media;
