/// Encrypted groups for an application: [dev.coterie.client.Client] is the only object that it
/// needs.
///
/// ```
///  application ──▶ Client, Group          events ◀── Subscription, one thread per listener
///        │ commands                              ▲ journal, by number
///        ▼                                       │
///  GroupActor: one thread per group ──▶ one transaction: state, texts, cursor, events
///        ▲ records         │ appends, after the transaction
///     LogFeed          HubSender
///        └──── HubLink ────┘
/// ```
///
/// **Threads.** Every group has one owner, a virtual thread that takes commands, records and
/// answers in turn, up to 256 in a transaction. Calls of the application may come from any thread;
/// they wait for the owner. Events are delivered to each listener by a thread of its own, in order,
/// after the transaction that made them true; a listener may call the client.
///
/// **Back-pressure.** Nothing is queued without bound. An owner's queue holds 1,024 inputs: a log
/// that runs ahead waits at the hub, and callers wait. A listener that is slow delays itself only:
/// it reads on from the journal in the store. Texts that cannot be sent wait in the outbox, up to
/// its limit, and then [dev.coterie.client.Group#text] refuses.
@NullMarked
package dev.coterie.client;

import org.jspecify.annotations.NullMarked;
