/// The group protocol: frames whose header is the authenticated data of an MLS message.
package dev.coterie.gbp;
