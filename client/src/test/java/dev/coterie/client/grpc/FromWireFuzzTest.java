package dev.coterie.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.coterie.codec.MalformedException;
import dev.coterie.hubproto.v1.AppendResponse;
import dev.coterie.hubproto.v1.HubEnvelope;
import dev.coterie.hubproto.v1.Limits;
import dev.coterie.hubproto.v1.LogPage;
import dev.coterie.hubproto.v1.MailPage;
import dev.coterie.hubproto.v1.MediaDown;
import java.util.function.Function;

/// Whatever a hub answers becomes a domain type, or is malformed.
final class FromWireFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void page(byte[] input) {
    malformedOr(LogPage.parser(), FromWire::page, input);
  }

  @FuzzTest(maxDuration = "10s")
  void append(byte[] input) {
    malformedOr(AppendResponse.parser(), FromWire::append, input);
  }

  @FuzzTest(maxDuration = "10s")
  void mail(byte[] input) {
    malformedOr(MailPage.parser(), FromWire::mail, input);
  }

  @FuzzTest(maxDuration = "10s")
  void event(byte[] input) {
    malformedOr(HubEnvelope.parser(), FromWire::event, input);
  }

  @FuzzTest(maxDuration = "10s")
  void media(byte[] input) {
    malformedOr(MediaDown.parser(), FromWire::media, input);
  }

  @FuzzTest(maxDuration = "10s")
  void limits(byte[] input) {
    malformedOr(Limits.parser(), FromWire::limits, input);
  }

  private static <M, T> void malformedOr(Parser<M> parser, Function<M, T> mapping, byte[] input) {
    M message;
    try {
      message = parser.parseFrom(input);
    } catch (InvalidProtocolBufferException _) {
      return; // protobuf's own affair
    }
    try {
      assertThat(mapping.apply(message)).isNotNull();
    } catch (MalformedException e) {
      assertThat(e.field()).isEqualTo("reply");
    }
  }
}
