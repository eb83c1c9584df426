package dev.coterie.bench.jmh;

import dev.coterie.codec.Bytes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What keys and framing of a call of ten cost all its members together: in each 20 ms in which one
/// of them speaks, and with each change of keys.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class CallBench {
  private static final int MEMBERS = 10;
  private static final int PACKET = 80;

  private CallGroup call;

  /// For JMH.
  public CallBench() {}

  /// Makes the group and its call.
  @Setup
  public void prepare() {
    call = new CallGroup(MEMBERS, Bytes.wrap(new byte[PACKET]));
  }

  /// One packet spoken, heard and played by the nine others.
  @Benchmark
  public long slot() {
    call.slot();
    return call.heard();
  }

  /// One commit, processed by the nine others, and its media keys at all ten.
  @Benchmark
  public long keyChange() {
    call.renew();
    return call.epoch().orElseThrow();
  }
}
