/// The hub over gRPC and TLS 1.3: pins the hub's certificate, proves the client's key, and mends
/// connections.
///
/// ```
/// GrpcHubLink ─ call ─▶ HubChannel (one authenticated connection) ─▶ hub
///      ├─ GrpcSession: one thread that reads live events and tells the listener
///      └─ GrpcMedia: the same for the live media of a group, each over a MediaStream of its own
/// ```
package dev.coterie.client.grpc;
