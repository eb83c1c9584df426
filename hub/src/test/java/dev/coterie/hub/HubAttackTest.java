package dev.coterie.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.coterie.codec.Bytes;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.AppendResult.Accepted;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubproto.v1.Chunk;
import dev.coterie.hubproto.v1.ClientEnvelope;
import dev.coterie.hubproto.v1.HubEnvelope;
import dev.coterie.hubproto.v1.HubGrpc;
import dev.coterie.hubproto.v1.Watch;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever is not honest costs the hub a bounded amount.
final class HubAttackTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("under attack"));
  private static final int MIB = 1 << 20;

  @TempDir Path directory;

  private final Person alice = Person.create();
  private final Person mallory = Person.create();
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
  void silence_garbageAndHalfHandshakes_areCutInTime() throws Exception {
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 9; i++) {
        sockets.add(new Socket(hub.address().getAddress(), hub.port()));
      }
      for (var socket : sockets.subList(3, 6)) {
        var noise = new byte[100_000];
        new Random(sockets.indexOf(socket)).nextBytes(noise);
        writeUntilClosed(socket, noise);
      }
      for (var socket : sockets.subList(6, 9)) {
        var tls = tls(socket);
        writeUntilClosed(
            tls, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n and then nothing of sense".getBytes(US_ASCII));
      }
      TestHubs.await("all cut", () -> hub.connections() == 0);
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
    try (var link = alice.linkTo(hub)) {
      assertThat(link.createGroup(GROUP).existed()).isFalse();
    }
  }

  @Test
  void connectionsBeyondTheLimit_areClosedAtOnce() throws Exception {
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 30; i++) {
        sockets.add(new Socket(hub.address().getAddress(), hub.port()));
      }
      TestHubs.await("limit", () -> hub.metrics().value(Counter.CONNECTIONS_OVER_LIMIT) >= 18);
      assertThat(hub.connections()).isLessThanOrEqualTo(TestHubs.TIGHT.connections());
    } finally {
      for (var socket : sockets) {
        socket.close();
      }
    }
    TestHubs.await("free again", () -> hub.connections() == 0);
  }

  @Test
  void halfAMessage_isCutInTime_andItsMemoryGivenBack() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      var half = new Upload(raw);
      half.send(Chunk.newBuilder().setTotal(5 * MIB).setData(RawCalls.zeros(200_000)).build());
      TestHubs.await("taken", () -> hub.bytesUnderWay() == 200_000);
      assertThat(half.end.get(10, TimeUnit.SECONDS)).contains(HubRule.BUSY.name());
      TestHubs.await("given back", () -> hub.bytesUnderWay() == 0);
    }
  }

  @Test
  void uploadsBeyondTheBudget_areRefused_howeverMany() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      var uploads = new ArrayList<Upload>();
      for (int i = 0; i < 4; i++) {
        uploads.add(new Upload(raw));
        uploads.getLast().send(Chunk.newBuilder().setTotal(20 * MIB).build());
      }
      long most = 0;
      // Until the first is refused, however slow the machine; all that was announced is 80 pieces.
      for (int piece = 0; piece < 80 && uploads.stream().noneMatch(u -> u.end.isDone()); piece++) {
        for (var upload : uploads) {
          if (!upload.end.isDone()) {
            upload.send(Chunk.newBuilder().setData(RawCalls.zeros(250_000)).build());
          }
        }
        Thread.sleep(25);
        most = Math.max(most, hub.bytesUnderWay());
      }
      assertThat(most).isPositive().isLessThanOrEqualTo(6L * MIB);
      assertThat(uploads)
          .anySatisfy(
              upload ->
                  assertThat(upload.end.get(10, TimeUnit.SECONDS)).contains(HubRule.BUSY.name()));
      TestHubs.await("given back", () -> hub.bytesUnderWay() == 0);
    }
  }

  @Test
  void piecesThatLieAboutTheirLength_areRefused() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      assertThat(refusalOf(raw, Chunk.newBuilder().setTotal(-1).build()))
          .contains(HubRule.MESSAGE_TOO_LARGE.name());
      assertThat(refusalOf(raw, Chunk.newBuilder().setTotal(3).setData(RawCalls.zeros(4)).build()))
          .contains(HubRule.MALFORMED_REQUEST.name());
      var first = Chunk.newBuilder().setTotal(9).setData(RawCalls.zeros(4)).build();
      assertThat(refusalOf(raw, first, first)).contains(HubRule.MALFORMED_REQUEST.name());
      assertThat(refusalOf(raw, first)).contains(HubRule.MALFORMED_REQUEST.name());
      var whole = Chunk.newBuilder().setTotal(4).setData(RawCalls.zeros(4)).build();
      assertThat(refusalOf(raw, whole)).contains(HubRule.MALFORMED_REQUEST.name());
      assertThat(refusalOf(raw)).contains(HubRule.MALFORMED_REQUEST.name());
    }
  }

  @Test
  void messageLargerThanAPiece_endsTheCallOnly() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      assertThat(
              refusalOf(raw, Chunk.newBuilder().setTotal(MIB).setData(RawCalls.zeros(MIB)).build()))
          .isEmpty();
      assertThat(RawCalls.count(raw)).isZero();
    }
  }

  @Test
  void callsTooFast_areRefusedForAWhile() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      Optional<String> refused = Optional.empty();
      for (int i = 0; i < 5_000 && refused.isEmpty(); i++) {
        refused = RawCalls.ruleOf(() -> RawCalls.count(raw));
      }
      assertThat(refused).contains(HubRule.RATE_LIMITED.name());
      Thread.sleep(100);
      assertThat(RawCalls.count(raw)).isZero();
    }
  }

  @Test
  void slowReader_isDroppedFromLive_neverFromTheLog() throws Exception {
    try (var link = alice.linkTo(hub);
        var raw = new RawClient(hub)) {
      link.createGroup(GROUP);
      raw.authenticate(hub, alice);
      var session = new Session(raw);
      session.call.request(2);
      session.call.sendMessage(
          ClientEnvelope.newBuilder()
              .setWatch(Watch.newBuilder().setGroup(ByteString.copyFrom(GROUP.value().toArray())))
              .build());
      TestHubs.await("watching", () -> session.received.size() == 2);
      var payload = Bytes.wrap(new byte[100_000]);
      int records = 40;
      for (int i = 0; i < records; i++) {
        assertThat(link.append(new ApplicationAppend(GROUP, Samples.messageId("m" + i), payload)))
            .isInstanceOf(Accepted.class);
      }
      TestHubs.await("dropped", () -> hub.metrics().value(Counter.SLOW_READERS) == 1);
      session.call.request(1_000);
      assertThat(session.end.get(10, TimeUnit.SECONDS)).contains(HubRule.SLOW_READER.name());
      long seen = 0;
      for (long from = 1; seen < records; from = seen + 1) {
        seen += link.readLog(GROUP, from, MIB).records().size();
      }
      assertThat(seen).isEqualTo(records);
    }
  }

  /// An append that is sent by hand.
  private static final class Upload {
    final ClientCall<Chunk, Chunk> call;
    final CompletableFuture<Optional<String>> end = new CompletableFuture<>();

    Upload(RawClient raw) {
      call = raw.channel.newCall(HubGrpc.getAppendHandshakeMethod(), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
              end.complete(Optional.ofNullable(trailers.get(RawClient.RULE)));
            }
          },
          new Metadata());
      call.request(1);
    }

    void send(Chunk chunk) {
      if (!end.isDone()) {
        call.sendMessage(chunk);
      }
    }
  }

  /// A live session that reads by hand.
  private static final class Session {
    final ClientCall<ClientEnvelope, HubEnvelope> call;
    final List<HubEnvelope> received = new CopyOnWriteArrayList<>();
    final CompletableFuture<Optional<String>> end = new CompletableFuture<>();

    Session(RawClient raw) {
      call = raw.channel.newCall(HubGrpc.getSessionMethod(), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onMessage(HubEnvelope message) {
              received.add(message);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              end.complete(Optional.ofNullable(trailers.get(RawClient.RULE)));
            }
          },
          new Metadata());
    }
  }

  private static Optional<String> refusalOf(RawClient raw, Chunk... chunks) throws Exception {
    var upload = new Upload(raw);
    for (var chunk : chunks) {
      upload.send(chunk);
    }
    upload.call.halfClose();
    return upload.end.get(10, TimeUnit.SECONDS);
  }

  private static SSLSocket tls(Socket plain) throws Exception {
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    var socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, "hub", plain.getPort(), true);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static void writeUntilClosed(Socket socket, byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
      socket.getOutputStream().flush();
    } catch (IOException _) {
      // cut already: just as well
    }
  }
}
