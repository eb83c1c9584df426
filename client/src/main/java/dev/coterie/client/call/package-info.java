/// A call: live voice between the members of a group. [dev.coterie.client.Group#call] begins it.
///
/// ```
///  encoder ── speak ──▶ ┌──────┐ ── frames ──▶ hub ──▶ other members      player, recorder
///                       │ Call │ ◀─ frames ─── hub ◀── other members            ▲
///  group's commits ───▶ └──────┘ ──────────────────── play ─────────────────────┘
///     keys of each epoch, once the epoch is durable
/// ```
///
/// **Threads.** Nobody waits here: [dev.coterie.client.call.Call#speak] and
/// [dev.coterie.client.call.Call#play] only take the turn that the call's callers share, which is
/// never held while something is read or written. One thread of the call's own stores what has to
/// be durable before it is used, well ahead of its use, and tells the listeners. The group hands
/// its keys over and goes on; the call never waits for a commit of the group.
///
/// **Bounds.** The jitter buffers of the sources that speak, the frames of an epoch that has not
/// come yet, and whatever the link holds: all are bounded, and what finds no place is counted.
@NullMarked
package dev.coterie.client.call;

import org.jspecify.annotations.NullMarked;
