package dev.coterie.bench.jmh;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.MemberKey;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.session.Arrival;
import dev.coterie.gbp.session.GbpSession;
import dev.coterie.gbp.session.GroupView;
import dev.coterie.gbp.session.Verdict;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What gbp2 adds to an MLS message and to a media frame: headers, and the session that numbers,
/// checks and remembers.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class GbpBench implements GroupView {
  private static final MemberKey ALICE = new MemberKey(new LeafIndex(0), new Epoch(0));
  private static final MemberKey BOB = new MemberKey(new LeafIndex(1), new Epoch(1));
  private static final LogPosition HERE = new LogPosition(1000, Bytes.wrap(new byte[32]));
  private static final LogPosition NEXT = new LogPosition(1001, Bytes.wrap(new byte[32]));

  private final Bytes payload = Bytes.wrap(new byte[256]);
  private GbpHeader header;
  private MediaHeader media;
  private Bytes encoded;
  private Bytes encodedMedia;
  private GbpSession alice;
  private GbpSession bob;

  /// For JMH.
  public GbpBench() {}

  /// Makes headers and sessions.
  @Setup
  public void prepare() {
    var stream = new StreamId(new LeafIndex(1), 0);
    header = new GbpHeader(StreamType.TEXT, stream, Set.of(), 1234, GbpHeader.CBOR, HERE);
    media = new MediaHeader(stream, Set.of(), 123_456);
    encoded = headerEncode();
    encodedMedia = mediaEncode();
    alice = GbpSession.begin(ALICE).session();
    bob = GbpSession.begin(BOB).session();
  }

  /// The header of a text, written.
  @Benchmark
  public Bytes headerEncode() {
    return GbpHeader.FORM.encode(header);
  }

  /// The header of a text, read.
  @Benchmark
  public GbpHeader headerDecode() {
    return GbpHeader.FORM.decode(encoded);
  }

  /// The header of a media frame, written.
  @Benchmark
  public Bytes mediaEncode() {
    return MediaHeader.FORM.encode(media);
  }

  /// The header of a media frame, read.
  @Benchmark
  public MediaHeader mediaDecode() {
    return MediaHeader.FORM.decode(encodedMedia);
  }

  /// A message composed by one member's session and accepted by another's.
  @Benchmark
  public Verdict session() {
    var message = bob.compose(StreamType.TEXT, 0, Set.of(), payload).message();
    var data = bob.authenticatedData(message, HERE);
    var verdict = alice.accept(new Arrival(BOB, new Epoch(5), data, message.payload(), NEXT), this);
    if (!(verdict instanceof Verdict.Delivered)) {
      throw new IllegalStateException(verdict.toString());
    }
    return verdict;
  }

  @Override
  public Optional<MemberKey> occupant(LeafIndex leaf) {
    return Optional.of(leaf.equals(BOB.leaf()) ? BOB : ALICE);
  }

  @Override
  public Optional<Bytes> headAt(long sequence) {
    return Optional.of(HERE.head());
  }
}
