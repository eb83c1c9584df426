/// The rules of the protocol as constants: what a refusal names.
///
/// ```
///   bytes ──▶ decode ──▶ check ──▶ state
///                │          │
///                ▼          ▼
///      MalformedException  RefusedException ──▶ rule(): section, remedy, text
/// ```
///
/// One enum per subject. A constant stands for one check; its test breaks it.
@NullMarked
package dev.coterie.mls.policy;

import org.jspecify.annotations.NullMarked;
