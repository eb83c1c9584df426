package dev.coterie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.interopproto.MLSClientGrpc;
import dev.coterie.interopproto.NameRequest;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class MlsInteropServerTest {
  private static final Pattern PORT = Pattern.compile("\"port\":(\\d+)");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... options) {
    var args = new String[options.length + 2];
    args[0] = "mls";
    args[1] = "interop-server";
    System.arraycopy(options, 0, args, 2, options.length);
    return Main.run(args, new PrintWriter(out), new PrintWriter(err), false, Map.of());
  }

  @Test
  void onAFreePort_itNamesThePort_answers_andStopsWithItsInput() throws Exception {
    var input = new PipedOutputStream();
    var in = new PipedInputStream(input);
    var ended =
        CompletableFuture.supplyAsync(
            () ->
                Main.run(
                    new String[] {"mls", "interop-server", "--port", "0", "--until-eof", "--json"},
                    in,
                    new PrintWriter(out),
                    new PrintWriter(err),
                    false,
                    Map.of()));
    assertThat(Session.await(() -> PORT.matcher(out.toString()).find(), Duration.ofSeconds(20)))
        .isTrue();
    var found = PORT.matcher(out.toString());
    assertThat(found.find()).isTrue();
    var channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(found.group(1))))
            .usePlaintext()
            .build();
    assertThat(
            MLSClientGrpc.newBlockingStub(channel).name(NameRequest.getDefaultInstance()).getName())
        .startsWith("Coterie ");
    channel.shutdownNow();
    input.close();
    assertThat(ended.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().lines()).last().isEqualTo("{\"event\":\"stopped\"}");
  }

  @Test
  void portThatIsNone_isUsage() {
    assertThat(run("--port", "70000")).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).contains("no such port: 70000");
    assertThat(run()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void portThatIsTaken_isUnavailable() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("--port", Integer.toString(taken.getLocalPort())))
          .isEqualTo(ExitCode.UNAVAILABLE.code());
      assertThat(err.toString().lines()).hasSize(2);
    }
  }

  @Test
  void help_teachesTheStatuses() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("mls_client.MLSClient", "NOT_FOUND", "--until-eof");
  }
}
