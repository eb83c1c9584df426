/// Sound as numbers: frames of 20 ms at 48 kHz, and where they come from and go to.
///
/// ```
///   microphone ┐                                                        ┌ speaker
///   WAV file   ┴ PcmSource → opus ⇒ a call ⇒ opus → mixed, or per voice ┴ PcmSink: WAV file
/// ```
package dev.coterie.media;
