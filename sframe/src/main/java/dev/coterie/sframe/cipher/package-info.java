/// From a base key to octets on the wire: key derivation and the AEADs of RFC 9605 §4.4 and §4.5,
/// with the counter as an argument. Whoever calls this counts; nobody outside the room does, but
/// those who judge it.
package dev.coterie.sframe.cipher;
