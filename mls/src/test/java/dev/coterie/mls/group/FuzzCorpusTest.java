package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coterie.crypto.CipherSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The kept histories together reach everything that the fuzzer can do.
class FuzzCorpusTest {
  private static final int LEAST = 30;
  private static final int LONGEST = 1_000;
  private static final int STEPS = 18;

  private static Stream<String> all() {
    return Stream.of(
            Arrays.stream(FuzzOp.values()).map(FuzzScene::done),
            Arrays.stream(FuzzFault.values()).map(FuzzScene::met),
            Arrays.stream(FuzzVerdict.values()).map(one -> "verdict " + one),
            Arrays.stream(CipherSuite.values()).map(one -> "suite " + one.code()),
            Arrays.stream(HandshakeWire.values()).map(one -> "wire " + one))
        .flatMap(one -> one);
  }

  @Test
  void keptHistories_areManyAndShort_andReachEveryOperationAndEveryFault() {
    var corpus = FuzzCorpus.all();
    assertThat(corpus).hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(corpus.values()).allMatch(one -> one.length <= LONGEST);
    Set<String> reached = new TreeSet<>();
    corpus.values().forEach(input -> reached.addAll(FuzzRun.play(input).reached));
    assertThat(reached).containsAll(all().toList());
  }

  @Test
  void everyOperation_hasAnOctet() {
    for (FuzzOp op : FuzzOp.values()) {
      assertThat(FuzzOp.of(op.octet())).isEqualTo(op);
    }
  }

  /// `-Dcoterie.fuzz.write=FOLDER` looks for a new corpus among random histories.
  @Test
  void newCorpus_isWritten_ifSomebodyAsksForIt() throws IOException {
    String folder = System.getProperty("coterie.fuzz.write", "");
    assumeTrue(!folder.isEmpty(), "no new corpus: -Dcoterie.fuzz.write=FOLDER was not given");
    List<byte[]> inputs = new ArrayList<>();
    int seeds = Integer.getInteger("coterie.fuzz.seeds", 1_000);
    for (int seed = 0; seed < seeds; seed++) {
      inputs.add(FuzzSearchTest.input(seed, STEPS));
    }
    int number = 1;
    for (byte[] input : FuzzCorpus.pick(inputs, LEAST)) {
      Files.write(Path.of(folder, "history-%02d".formatted(number++)), input);
    }
  }
}
