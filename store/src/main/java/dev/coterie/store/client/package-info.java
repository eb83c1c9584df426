/// The client's rows in SQLite, each value sealed under a data key that only a passphrase or a key
/// file opens.
///
/// ```
///  passphrase ─Argon2id─▶ wrapping key ─▶ data key ─HMAC-SHA-512(salt)─▶ AES-256-GCM key and nonce
///  key file ────────────▶     │                                           of one value
///                         table "meta"                                    table "entry"
/// ```
///
/// What the file still shows without the key: the number, size and table of rows, and their keys
/// (group ids, fingerprints of contacts, sequence numbers). No names, texts or secrets.
@NullMarked
package dev.coterie.store.client;

import org.jspecify.annotations.NullMarked;
