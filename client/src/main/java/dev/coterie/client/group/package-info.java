/// One group as a state machine without clock, socket, disk or thread. What happens comes in as an
/// [Input]; what is to be done comes out as a [Step]: first a batch to make durable, then effects.
///
/// ```
///  Input ──▶ GroupEngine ──▶ Step( Batch ──▶ durable, then Effect… )
///              │  LogIntake    records of the log, in order: chain, epoch, MLS, framing
///              │  CommitDesk   wishes ─▶ staged ─▶ pending ─▶ appended ─▶ merged, or again
///              │  OutboxDesk   texts ─▶ kept ─▶ sealed ─▶ appended ─▶ confirmed by their echo
///              │  ReturnDesk   stuck ─▶ asks ─▶ answered ─▶ enters ─▶ back: taken up anew
///              └─ AnswerDesk   others' requests, the first in the log ─▶ answered
/// ```
///
/// **The rule of order.** The group's epoch at a place in the log is what the valid commits before
/// that place made it. A record whose message belongs to any other epoch has no effect for anybody:
/// so the first valid commit of an epoch wins, a removed member's late messages are refused, and
/// every member accepts exactly the same texts. Whoever finds its own text refused that way seals
/// it again, with the same message id.
@NullMarked
package dev.coterie.client.group;

import org.jspecify.annotations.NullMarked;
