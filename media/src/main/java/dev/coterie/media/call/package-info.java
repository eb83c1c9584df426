/// Speaking in a call and hearing it: the clocks between sound and packets.
///
/// ```
///   PcmSource ─ 20 ms ─▶ Talker ─ Opus ─▶ Call.speak      one thread, at a Pace
///   Call.play ─ Playout ─▶ Voice (one decoder per speaker) ─▶ Listener ─ mixed ─▶ PcmSink
///                                                         └─▶ Recorder: one WAV file per speaker
/// ```
///
/// Whatever others send makes sound, silence, or a number in the statistics: never an exception.
package dev.coterie.media.call;
