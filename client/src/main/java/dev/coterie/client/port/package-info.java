/// What a client needs from outside. The client's state machines hand out [Batch]es; a
/// [ClientStore] makes each of them durable as a whole, before anything that depends on it leaves
/// the process.
///
/// ```
///  command, log record ─▶ state machine ─▶ Batch ─▶ ClientStore.apply ─▶ (durable) ─▶ hub, events
/// ```
@NullMarked
package dev.coterie.client.port;

import org.jspecify.annotations.NullMarked;
