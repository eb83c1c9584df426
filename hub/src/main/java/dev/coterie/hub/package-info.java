/// The delivery service: it orders, keeps and hands out what it cannot read.
///
/// ```
/// TCP ─ grpc.BoundedServerChannel ─ TLS 1.3 ─ grpc.Gate (who? how fast?) ─ grpc.HubEndpoint (wire ⇄ domain)
///                                                                             │
///                         live.LiveHub ◀─ committed ─ HubStore ◀─ HubService ─┘
///                              └─▶ live.LiveQueue (bounded) ─▶ session stream
/// ```
///
/// [HubService] knows no transport; [HubServer] wires everything in one process.
package dev.coterie.hub;
