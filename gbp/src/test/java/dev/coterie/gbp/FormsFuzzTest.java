package dev.coterie.gbp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.gbp.control.ControlMessage;
import dev.coterie.gbp.form.FormContract;
import dev.coterie.gbp.session.Outgoing;

/// Whatever octets come: a typed refusal, or a value with just that encoding.
final class FormsFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void header(byte[] input) {
    FormContract.sameOrRefused(GbpHeader.FORM, Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void mark(byte[] input) {
    FormContract.sameOrRefused(HandshakeMark.FORM, Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void mediaHeader(byte[] input) {
    FormContract.sameOrRefused(MediaHeader.FORM, Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void extension(byte[] input) {
    FormContract.sameOrRefused(GbpExtension.FORM, Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void returnRequest(byte[] input) {
    FormContract.sameOrRefused(ReturnRequest.FORM, Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void returnAnswer(byte[] input) {
    FormContract.sameOrRefused(ReturnAnswer.FORM, Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void control(byte[] input) {
    FormContract.sameOrRefused(ControlMessage.FORM, Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void outgoing(byte[] input) {
    FormContract.sameOrRefused(Outgoing.FORM, Bytes.copyOf(input));
  }
}
