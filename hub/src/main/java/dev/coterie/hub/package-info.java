/// The delivery service (RFC 9750), untrusted for content.
package dev.coterie.hub;
