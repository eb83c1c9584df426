package dev.coterie.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9420 §16.1 (GI-11): whatever a client sends or fetches, group infos and trees included,
/// travels over TLS 1.3 or not at all.
final class TransportSafetyTest {
  @TempDir Path directory;

  private HubServer hub;

  @BeforeEach
  void start() {
    hub = TestHubs.tight(directory);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void clearText_getsNothingButAnEnd() throws Exception {
    try (var socket = new Socket(hub.address().getAddress(), hub.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      socket.getOutputStream().flush();
      assertThat(new String(answer(socket), US_ASCII)).doesNotContain("HTTP").hasSizeLessThan(64);
    }
  }

  /// At most a TLS alert.
  private static byte[] answer(Socket socket) {
    try {
      return socket.getInputStream().readNBytes(64);
    } catch (IOException _) {
      return new byte[0]; // cut
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void onlyTls13IsSpoken(String version) throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    try (var socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(hub.address().getAddress(), hub.port())) {
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {version});
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      if (version.equals("TLSv1.3")) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      } else {
        assertThatExceptionOfType(SSLException.class).isThrownBy(socket::startHandshake);
      }
    }
  }
}
