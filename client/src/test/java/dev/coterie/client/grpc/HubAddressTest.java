package dev.coterie.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HubAddressTest {
  private static final Fingerprint PIN = Fingerprint.of(Bytes.ofUtf8("a certificate"));

  @Test
  void text_isReadBack() {
    var address = new HubAddress("hub.example", 7470, PIN);
    assertThat(HubAddress.parse(address.toString())).isEqualTo(address);
    assertThat(HubAddress.parse("[::1]:7470#" + PIN.toHex()).host()).isEqualTo("[::1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hub.example:7470",
        "hub.example#00",
        "hub.example:7470#00",
        "hub.example:port#PIN",
        "hub.example:0#PIN",
        "hub.example:65536#PIN",
        ":7470#PIN",
        "hub.example#PIN"
      })
  void otherText_isRefused(String text) {
    assertThatThrownBy(() -> HubAddress.parse(text.replace("PIN", PIN.toHex())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
