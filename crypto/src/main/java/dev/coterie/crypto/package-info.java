/// The cipher suites of RFC 9420 and the primitives below them.
package dev.coterie.crypto;
