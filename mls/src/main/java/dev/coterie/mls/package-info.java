/// MLS (RFC 9420) groups. Pure logic: the caller brings the clock, the randomness and the store.
package dev.coterie.mls;
