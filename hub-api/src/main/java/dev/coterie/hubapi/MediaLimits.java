package dev.coterie.hubapi;

/// What a hub forwards live. Frames over a rate are dropped and counted; who keeps on sending them
/// loses its session.
///
/// @param frameBytes one frame, at most 16,384 octets: an Opus packet has no more than 1,275, and a
///   picture can be cut. 0 where no live media are offered
/// @param framesPerSecond sustained rate of one connection, twice as many may come in a burst: each
///   frame costs the hub one write per reader, so this is what one sender can make it do
/// @param bytesPerSecond the same in octets
/// @param sessionsPerConnection open at once on one connection; 0: no live media are offered
/// @param queueFrames waiting for one reader; who has more waiting is dropped from live media: old
///   sound is worth nothing, and the memory is the hub's
/// @param queueBytes the same in octets
public record MediaLimits(
    int frameBytes,
    int framesPerSecond,
    int bytesPerSecond,
    int sessionsPerConnection,
    int queueFrames,
    int queueBytes) {
  /// The most octets that any hub takes in one frame.
  public static final int MAX_FRAME_BYTES = 16_384;

  private static final int KIB = 1 << 10;

  /// Eight streams of 20 ms at once, 4 Mbit/s; two seconds of ten speakers in a queue.
  public static final MediaLimits DEFAULT =
      new MediaLimits(MAX_FRAME_BYTES, 400, 512 * KIB, 8, 1_024, 512 * KIB);

  /// A hub without live media.
  public static final MediaLimits NONE = new MediaLimits(0, 0, 0, 0, 0, 0);

  /// Refuses limits that are not positive or contradict each other.
  public MediaLimits {
    boolean none =
        frameBytes == 0
            && framesPerSecond == 0
            && bytesPerSecond == 0
            && sessionsPerConnection == 0
            && queueFrames == 0
            && queueBytes == 0;
    if (!none
        && (frameBytes < 1
            || framesPerSecond < 1
            || sessionsPerConnection < 1
            || queueFrames < 1)) {
      throw new IllegalArgumentException("limits are positive");
    }
    if (frameBytes > MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("a frame has at most " + MAX_FRAME_BYTES + " octets");
    }
    if (bytesPerSecond < frameBytes || queueBytes < frameBytes) {
      throw new IllegalArgumentException("the rate and the queue must hold the largest frame");
    }
  }

  /// Whether live media are offered.
  public boolean areOffered() {
    return sessionsPerConnection > 0;
  }

  /// Refuses what no hub takes.
  ///
  /// @throws IllegalArgumentException for an empty frame and for one that is too large
  public static void checkFrame(int octets) {
    if (octets < 1 || octets > MAX_FRAME_BYTES) {
      throw new IllegalArgumentException("a frame of " + octets + " octets");
    }
  }
}
