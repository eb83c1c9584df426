/// Maps with small integer keys, the one shape that every structure of gbp2 has (`docs/gbp2.md`
/// §1), on top of the strict deterministic CBOR of `codec`: bytes in, checked fields out, and back.
package dev.coterie.gbp.form;
