/// WAV files: 16-bit, 24-bit and float PCM in, at the usual rates; 16-bit PCM out.
///
/// ```
///   file → WavReader (checks, samples as 16 bit) → Resampler (48 kHz) → WavSource: frames of 20 ms
///   samples → WavWriter → file, playable at any moment
/// ```
package dev.coterie.media.wav;
