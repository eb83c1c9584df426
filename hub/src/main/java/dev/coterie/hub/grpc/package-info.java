/// gRPC over TLS 1.3. Whatever arrives is bounded here before it becomes a domain type.
///
/// ```
/// accept (counted) ─▶ TLS ─▶ Gate: rate, identity, time limit, lease ─▶ HubEndpoint ─▶ HubService
///     └─ cut, if no key is proved in time          └─ ChunkCollector / ChunkSender: pieces of 256 KiB
/// ```
package dev.coterie.hub.grpc;
