/// Test vectors: the official ones of RFC 9420, and our own that generate and verify themselves.
package dev.coterie.vectors;
