/// What a hub promises, in domain types: ports, log records, identities.
package dev.coterie.hubapi;
