/// What a hub promises, in domain types: nothing here knows a transport, a database or the content
/// of a message.
///
/// ```
/// application ─ HubLink ──(any transport)── handlers ─┬─ GroupLog            one chain of LogRecords per group
///    (client side)                                     ├─ Mailbox             welcomes, until acknowledged
///                                                      ├─ KeyPackageDirectory each handed out once
///                                                      └─ LiveFanout          told of each commit, in log order
/// ```
///
/// Who an identity is follows from one signature key ([HubIdentity]); everything else names it by
/// [Fingerprint]. A group has a roster of fingerprints, and **a member reads exactly the records
/// from the one that admitted it to the one that removed it, both included**; the creator reads
/// from the start. Being removed ends everything else at once.
package dev.coterie.hubapi;
