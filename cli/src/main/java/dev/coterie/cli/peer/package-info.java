/// Our MLS engine as a peer for tests against other implementations: one JSON request per line in,
/// one JSON reply per line out.
///
/// ```
///   line ─► LineSource ─► JsonReader ─► Request ─┬─► Operations ─► PeerClient ─► MlsGroup
///                                                └─► Bench ─► BenchGroup ─► BenchMember (timings)
///   line ◄─ JsonWriter ◄─ reply: {"ok":true,…} or {"ok":false,"error":"what is wrong"}
/// ```
///
/// It tells secrets to whoever asks, as tests need it: never a place for keys that matter.
package dev.coterie.cli.peer;
