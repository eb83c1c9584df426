/// Vectors of SFrame: the kinds of the working group's files, and one of our own for key ids and
/// frames under keys of MLS. Those that are checked in were made by this package.
package dev.coterie.vectors.sframe;
