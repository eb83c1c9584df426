package dev.coterie.client.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.ReturnAnswer;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.LogMark;
import dev.coterie.hubapi.LogRecord;
import org.junit.jupiter.api.Test;

/// Answers of several records.
final class AnswerPiecesTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.of(1));
  private final AnswerPieces pieces = new AnswerPieces();

  private static LogRecord record(int sender) {
    return LogRecord.after(
        new LogMark(8, Bytes.wrap(new byte[32])),
        GROUP,
        LogRecord.Kind.APPLICATION,
        Fingerprint.of(Bytes.of(sender)),
        Bytes.wrap(new byte[16]),
        Bytes.of(1));
  }

  private static ReturnAnswer piece(int piece, int of, int content, long position) {
    return new ReturnAnswer(
        3, piece, of, Bytes.of(content), new LogPosition(position, Bytes.wrap(new byte[32])));
  }

  @Test
  void whole_isThereAtOnce() {
    assertThat(pieces.add(record(1), piece(0, 1, 7, 5)).orElseThrow().sealed())
        .isEqualTo(Bytes.of(7));
  }

  @Test
  void piecesInAnyOrder_fitTogether_andTheFirstOfEachCounts() {
    assertThat(pieces.add(record(1), piece(2, 3, 9, 5))).isEmpty();
    assertThat(pieces.add(record(1), piece(0, 3, 7, 5))).isEmpty();
    assertThat(pieces.add(record(1), piece(0, 3, 6, 5))).isEmpty();
    assertThat(pieces.add(record(1), piece(1, 3, 8, 5)).orElseThrow().sealed())
        .isEqualTo(Bytes.of(7, 8, 9));
  }

  @Test
  void piecesOfOtherSendersAndPlaces_areOtherAnswers() {
    assertThat(pieces.add(record(1), piece(0, 2, 7, 5))).isEmpty();
    assertThat(pieces.add(record(2), piece(1, 2, 8, 5))).isEmpty();
    assertThat(pieces.add(record(1), piece(1, 2, 8, 6))).isEmpty();
    assertThat(pieces.add(record(1), piece(1, 2, 8, 5))).isPresent();
  }

  @Test
  void onlyAFewUnfinishedOnes_areRemembered() {
    assertThat(pieces.add(record(1), piece(0, 2, 7, 5))).isEmpty();
    for (int sender = 2; sender < 8; sender++) {
      assertThat(pieces.add(record(sender), piece(0, 2, 7, 5))).isEmpty();
    }
    assertThat(pieces.add(record(1), piece(1, 2, 8, 5))).isEmpty();
  }
}
