package dev.coterie.bench.jmh;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CborReader;
import dev.coterie.codec.CborWriter;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.replay.SeededRandomSource;
import dev.coterie.mls.message.Node;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Octets to values and back: length prefixes, a CBOR map of a message's size, and the ratchet tree
/// of a group of a thousand, which is the largest structure that travels.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBench {
  private static final int NUMBERS = 1024;
  private static final int TREE = 1000;

  private int[] numbers = {};
  private Bytes varints = Bytes.EMPTY;
  private Bytes cbor = Bytes.EMPTY;
  private Bytes text = Bytes.EMPTY;
  private Bytes tree = Bytes.EMPTY;
  private List<Optional<Node>> nodes = List.of();

  /// For JMH.
  public CodecBench() {}

  /// Makes the inputs.
  @Setup
  public void prepare() {
    numbers = new int[NUMBERS];
    var random = SeededRandomSource.notRandomForReplayOnly(1);
    for (int i = 0; i < NUMBERS; i++) { // as often of one octet as of two and of four
      numbers[i] = (random.bytes(1).at(0) & 0x3f) << (8 * (i % 3));
    }
    varints = varintWrite();
    text = Bytes.wrap(new byte[200]);
    cbor = cborWrite();
    tree = MlsGroups.of(TREE, 0).member(0).ratchetTree();
    nodes = Node.TREE.decode(tree);
  }

  /// One length prefix written.
  @Benchmark
  @OperationsPerInvocation(NUMBERS)
  public Bytes varintWrite() {
    var out = new WireWriter();
    for (int number : numbers) {
      out.varint(number);
    }
    return out.toBytes();
  }

  /// One length prefix read.
  @Benchmark
  @OperationsPerInvocation(NUMBERS)
  public long varintRead() {
    var in = new WireReader(varints);
    long sum = 0;
    for (int i = 0; i < NUMBERS; i++) {
      sum += in.varint("number");
    }
    return sum;
  }

  /// A map of six entries with a text of 200 octets, written.
  @Benchmark
  public Bytes cborWrite() {
    return CborWriter.encode(
        out ->
            out.map(
                map ->
                    map.put(0, value -> value.uint(2))
                        .put(1, value -> value.uint(77))
                        .put(2, value -> value.uint(1_000_000))
                        .put(3, value -> value.text("text/plain"))
                        .put(4, value -> value.bytes(text))
                        .put(5, value -> value.bool(true))));
  }

  /// The same, read.
  @Benchmark
  public long cborRead() {
    return CborReader.decode(
        cbor,
        in ->
            in.map(
                "map",
                map ->
                    map.required(0, "a", each -> each.uint("a"))
                        + map.required(1, "b", each -> each.uint("b"))
                        + map.required(2, "c", each -> each.uint("c"))
                        + map.required(3, "d", each -> each.text("d")).length()
                        + map.required(4, "e", each -> each.bytes("e")).size()
                        + (map.required(5, "f", each -> each.bool("f")) ? 1 : 0)));
  }

  /// The ratchet tree of 1,000 members, read.
  @Benchmark
  public List<Optional<Node>> treeRead() {
    return Node.TREE.decode(tree);
  }

  /// The ratchet tree of 1,000 members, written.
  @Benchmark
  public Bytes treeWrite() {
    return Node.TREE.encode(nodes);
  }
}
