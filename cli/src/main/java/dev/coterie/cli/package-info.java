/// The `coterie` command: the one place where everything is wired together.
package dev.coterie.cli;
