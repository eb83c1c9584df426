/// What members tell each other about the group itself, on its control streams (`docs/gbp2.md` §10
/// and §11).
///
/// ```
/// ControlMessage.of(request, body) ── encode ──> payload of a CONTROL stream ── decode ──> switch (body) { … }
/// ```
///
/// Nothing in here changes the state of a group: what a message asks for is decided by whoever
/// reads it. Opcodes 1 to 4 belong to members who order commits among themselves, and are refused.
package dev.coterie.gbp.control;
