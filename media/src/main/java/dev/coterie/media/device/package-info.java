/// Microphones and speakers, where the machine has them.
///
/// ```
///   SoundSystem (what the machine has) → AudioDevices (which one is meant, or what is missing)
///                                           ├ microphone → PcmSource
///                                           └ speaker    → PcmSink
/// ```
package dev.coterie.media.device;
