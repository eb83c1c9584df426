package dev.coterie.gap.jitter;

import java.time.Duration;

/// What a jitter buffer has counted since it began.
///
/// @param played packets handed out for decoding
/// @param lost numbers that were passed over and never came
/// @param late packets that came after their turn, or were overtaken while they waited
/// @param duplicates packets whose number had come before
/// @param overflowed packets that found no room
/// @param concealed slots without a packet where one should have been
/// @param skipped packets thrown away to catch up with the sender's clock
/// @param stretched slots added to fall back behind it
/// @param restarts times that the numbers or the clock of the sender began anew
/// @param waiting packets in the buffer now
/// @param delay how long a packet with the shortest way waits now, on purpose
public record JitterStatistics(
    long played,
    long lost,
    long late,
    long duplicates,
    long overflowed,
    long concealed,
    long skipped,
    long stretched,
    long restarts,
    int waiting,
    Duration delay) {}
