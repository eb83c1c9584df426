/// Text on the group protocol.
package dev.coterie.gtp;
