package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class CborPropertyTest {
  @Property(tries = 200)
  void tree_encoded_roundTripsAndEveryCutIsRefused(@ForAll("trees") CborTree tree) {
    var octets = CborWriter.encode(out -> CborTree.write(tree, out));
    assertThat(CborReader.<CborTree>decode(octets, CborTree::read)).isEqualTo(tree);
    assertThat(CborReader.<Bytes>decode(octets, in -> in.item("tree"))).isEqualTo(octets);
    for (int cut = 0; cut < octets.size(); cut++) {
      var shorter = octets.slice(0, cut);
      assertThrows(
          MalformedException.class, () -> CborReader.decode(shorter, in -> in.item("tree")));
    }
    var longer = Bytes.concat(octets, Bytes.of(0));
    assertThrows(MalformedException.class, () -> CborReader.decode(longer, in -> in.item("tree")));
  }

  @Provide
  Arbitrary<CborTree> trees() {
    return trees(3);
  }

  private static Arbitrary<CborTree> trees(int depth) {
    Arbitrary<CborTree> leaves =
        Arbitraries.oneOf(
            Arbitraries.longs().map(CborTree.Int::new),
            Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(30)
                .map(octets -> new CborTree.Octets(Bytes.copyOf(octets))),
            Arbitraries.strings().alpha().ofMaxLength(30).map(CborTree.Text::new),
            Arbitraries.of(true, false).map(CborTree.Bool::new),
            Arbitraries.just(new CborTree.Nil()));
    if (depth == 0) {
      return leaves;
    }
    var below = trees(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        below.list().ofMaxSize(4).map(CborTree.Array::new),
        Arbitraries.maps(Arbitraries.longs().between(0, 39), below)
            .ofMaxSize(4)
            .map(map -> new CborTree.Dictionary(new TreeMap<>(map))));
  }
}
