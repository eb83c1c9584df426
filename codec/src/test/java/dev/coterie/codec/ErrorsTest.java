package dev.coterie.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ErrorsTest {
  enum Sample implements Rule {
    FIRST;

    @Override
    public String section() {
      return "RFC 0 §1";
    }

    @Override
    public Remedy remedy() {
      return Remedy.DROP;
    }

    @Override
    public String text() {
      return "be first";
    }
  }

  @Test
  void exceptions_ofEachKind_sayWhatAndWhere() {
    assertThat(new MalformedException("field", 7, "why")).hasMessage("field at offset 7: why");
    var refused = new RefusedException(Sample.FIRST, "was second");
    assertThat(refused).hasMessage("FIRST (RFC 0 §1): was second");
    assertThat(refused.rule()).isEqualTo(Sample.FIRST);
    assertThat(refused.detail()).isEqualTo("was second");
    var cause = new IOException("disk full");
    assertThat(new UnavailableException("store", cause))
        .hasCause(cause)
        .hasMessage("store is unavailable: java.io.IOException: disk full");
    assertThat(new BrokenInvariantException("one is one")).hasMessage("one is one").hasNoCause();
  }
}
