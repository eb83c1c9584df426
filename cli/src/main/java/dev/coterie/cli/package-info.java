/// The `coterie` command: the one place where everything is wired together.
///
/// ```
/// arguments ─> Main ─> one Subcommand ─> Console   (text, or one JSON object per line)
///                            └─ throws ─> Failures  (one line, what to do next, ExitCode)
/// ```
package dev.coterie.cli;
