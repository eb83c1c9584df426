package dev.coterie.client.testing;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.StreamId;
import dev.coterie.sframe.HeaderReader;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// What anybody can read in a frame of audio.
///
/// @param stream whose
/// @param sequence in its stream
/// @param keyId of SFrame
/// @param counter of SFrame
public record FrameNumbers(StreamId stream, long sequence, long keyId, long counter) {
  private record Nonce(long keyId, long counter) {}

  private record Place(StreamId stream, long sequence) {}

  /// Of one frame.
  public static FrameNumbers of(Bytes frame) {
    var in = new WireReader(frame);
    MediaHeader header = MediaHeader.FORM.decode(in.opaque("header"));
    byte[] rest = in.rest().toArray();
    var sframe = new HeaderReader();
    if (!sframe.read(rest, 0, rest.length)) {
      throw new AssertionError(sframe.fault());
    }
    return new FrameNumbers(header.stream(), header.sequence(), sframe.keyId(), sframe.counter());
  }

  /// Refuses frames of one sender of which two have the same counter under a key, or the same
  /// number in a stream. Key ids of epochs that are 256 apart look alike.
  public static void requireAllDifferent(Collection<Bytes> frames) {
    Set<Nonce> nonces = new HashSet<>();
    Set<Place> places = new HashSet<>();
    for (Bytes frame : frames) {
      var numbers = of(frame);
      if (!nonces.add(new Nonce(numbers.keyId, numbers.counter))) {
        throw new AssertionError("a counter twice: " + numbers);
      }
      if (!places.add(new Place(numbers.stream, numbers.sequence))) {
        throw new AssertionError("a sequence number twice: " + numbers);
      }
    }
  }
}
