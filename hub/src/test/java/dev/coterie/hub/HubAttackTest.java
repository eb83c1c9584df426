package dev.coterie.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.AppendResult.Accepted;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubproto.v1.Chunk;
import dev.coterie.hubproto.v1.ClientEnvelope;
import dev.coterie.hubproto.v1.CountKeyPackagesRequest;
import dev.coterie.hubproto.v1.CreateGroupRequest;
import dev.coterie.hubproto.v1.HubEnvelope;
import dev.coterie.hubproto.v1.HubGrpc;
import dev.coterie.hubproto.v1.ReadLogRequest;
import dev.coterie.hubproto.v1.Watch;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
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

/// Whoever is not honest gets nothing, and costs the hub a bounded amount.
final class HubAttackTest {
  private static final HubGroupId GROUP = new HubGroupId(Bytes.ofUtf8("under attack"));
  private static final Bytes NONCE = Bytes.wrap(new byte[32]);
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
  void hubWithAnotherCertificate_isRefusedBeforeAnythingIsSaid() {
    var wrong = new HubAddress("127.0.0.1", hub.port(), Samples.fingerprint("another hub"));
    try (var link = alice.impatientLinkTo(wrong)) {
      assertThatThrownBy(() -> link.createGroup(GROUP))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.rule()).isEqualTo(HubRule.WRONG_CERTIFICATE));
    }
    assertThat(hub.metrics().value(Counter.AUTHENTICATIONS)).isZero();
  }

  @Test
  void callsWithoutAProvedKey_areRefused_andAfterAFewTheConnectionIsCut() throws Exception {
    try (var raw = new RawClient(hub)) {
      for (int i = 0; i < 16; i++) {
        assertThat(ruleOf(() -> count(raw))).contains(HubRule.NOT_AUTHENTICATED.name());
      }
      TestHubs.await("cut", () -> hub.metrics().value(Counter.CONNECTIONS_CUT) == 1);
    }
  }

  @Test
  void keyProvedOnOneConnection_countsOnNoOther() throws Exception {
    try (var first = new RawClient(hub);
        var second = new RawClient(hub)) {
      first.authenticate(hub, mallory);
      assertThat(count(first)).isZero();
      assertThat(ruleOf(() -> count(second))).contains(HubRule.NOT_AUTHENTICATED.name());
    }
  }

  @Test
  void replayedProof_isRefused() throws Exception {
    try (var first = new RawClient(hub);
        var second = new RawClient(hub)) {
      var honest = first.challenge(alice.identity(), NONCE);
      var proof =
          RawClient.sign(alice, hub.fingerprint(), NONCE, honest.hubNonce, honest.exporter());
      assertThat(honest.prove(proof)).isEmpty();
      var replay = second.challenge(alice.identity(), NONCE);
      assertThat(replay.hubNonce).isNotEqualTo(honest.hubNonce);
      assertThat(replay.prove(proof)).contains(HubRule.BAD_PROOF.name());
      assertThat(ruleOf(() -> count(second))).contains(HubRule.NOT_AUTHENTICATED.name());
    }
  }

  @Test
  void proofRelayedToAnotherConnection_isRefused() throws Exception {
    try (var alices = new RawClient(hub);
        var mallorys = new RawClient(hub)) {
      var asked = mallorys.challenge(alice.identity(), NONCE);
      var relayed = alices.challenge(alice.identity(), NONCE);
      var proof =
          RawClient.sign(alice, hub.fingerprint(), NONCE, asked.hubNonce, relayed.exporter());
      assertThat(asked.prove(proof)).contains(HubRule.BAD_PROOF.name());
    }
  }

  @Test
  void proofForAnotherHub_orOfAnotherKey_isRefused() throws Exception {
    try (var raw = new RawClient(hub)) {
      var first = raw.challenge(alice.identity(), NONCE);
      var other = Samples.fingerprint("another hub");
      assertThat(first.prove(RawClient.sign(alice, other, NONCE, first.hubNonce, first.exporter())))
          .contains(HubRule.BAD_PROOF.name());
      var second = raw.challenge(alice.identity(), NONCE);
      assertThat(
              second.prove(
                  RawClient.sign(
                      mallory, hub.fingerprint(), NONCE, second.hubNonce, second.exporter())))
          .contains(HubRule.BAD_PROOF.name());
    }
  }

  @Test
  void secondKeyOnOneConnection_isRefused_andTheFirstStays() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      var second = raw.challenge(alice.identity(), NONCE);
      var proof =
          RawClient.sign(alice, hub.fingerprint(), NONCE, second.hubNonce, second.exporter());
      assertThat(second.prove(proof)).contains(HubRule.BAD_PROOF.name());
      createAs(raw, GROUP);
      try (var link = alice.linkTo(hub)) {
        assertThatThrownBy(() -> link.createGroup(GROUP)).isInstanceOf(RefusedException.class);
      }
    }
  }

  @Test
  void stranger_readsNothing_whetherTheGroupExistsOrNot() throws Exception {
    try (var link = alice.linkTo(hub);
        var raw = new RawClient(hub)) {
      link.createGroup(GROUP);
      link.append(new ApplicationAppend(GROUP, Samples.messageId("m"), Samples.payload("m")));
      raw.authenticate(hub, mallory);
      var there = ruleOf(() -> read(raw, GROUP));
      assertThat(there).contains(HubRule.NOT_ON_ROSTER.name());
      assertThat(ruleOf(() -> read(raw, new HubGroupId(Bytes.of(1))))).isEqualTo(there);
    }
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
      half.send(Chunk.newBuilder().setTotal(5 * MIB).setData(zeros(200_000)).build());
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
      for (int piece = 0; piece < 20; piece++) {
        for (var upload : uploads) {
          upload.send(Chunk.newBuilder().setData(zeros(250_000)).build());
        }
        Thread.sleep(10);
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
      assertThat(refusalOf(raw, Chunk.newBuilder().setTotal(3).setData(zeros(4)).build()))
          .contains(HubRule.MALFORMED_REQUEST.name());
      var first = Chunk.newBuilder().setTotal(9).setData(zeros(4)).build();
      assertThat(refusalOf(raw, first, first)).contains(HubRule.MALFORMED_REQUEST.name());
      assertThat(refusalOf(raw, first)).contains(HubRule.MALFORMED_REQUEST.name());
      var whole = Chunk.newBuilder().setTotal(4).setData(zeros(4)).build();
      assertThat(refusalOf(raw, whole)).contains(HubRule.MALFORMED_REQUEST.name());
      assertThat(refusalOf(raw)).contains(HubRule.MALFORMED_REQUEST.name());
    }
  }

  @Test
  void messageLargerThanAPiece_endsTheCallOnly() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      assertThat(refusalOf(raw, Chunk.newBuilder().setTotal(MIB).setData(zeros(MIB)).build()))
          .isEmpty();
      assertThat(count(raw)).isZero();
    }
  }

  @Test
  void callsTooFast_areRefusedForAWhile() throws Exception {
    try (var raw = new RawClient(hub)) {
      raw.authenticate(hub, mallory);
      Optional<String> refused = Optional.empty();
      for (int i = 0; i < 5_000 && refused.isEmpty(); i++) {
        refused = ruleOf(() -> count(raw));
      }
      assertThat(refused).contains(HubRule.RATE_LIMITED.name());
      Thread.sleep(100);
      assertThat(count(raw)).isZero();
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

  private static Optional<String> ruleOf(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      var trailers = e.getTrailers();
      return Optional.ofNullable(trailers == null ? null : trailers.get(RawClient.RULE));
    }
  }

  private static int count(RawClient raw) {
    return HubGrpc.newBlockingStub(raw.channel)
        .countKeyPackages(CountKeyPackagesRequest.newBuilder().setCipherSuite(1).build())
        .getOneTime();
  }

  private static void createAs(RawClient raw, HubGroupId group) {
    var created =
        HubGrpc.newBlockingStub(raw.channel)
            .createGroup(
                CreateGroupRequest.newBuilder()
                    .setGroup(ByteString.copyFrom(group.value().toArray()))
                    .build());
    assertThat(created.getExisted()).isFalse();
  }

  private static void read(RawClient raw, HubGroupId group) {
    var pages =
        HubGrpc.newBlockingStub(raw.channel)
            .readLog(
                ReadLogRequest.newBuilder()
                    .setGroup(ByteString.copyFrom(group.value().toArray()))
                    .setMaxBytes(MIB)
                    .build());
    assertThat(pages.hasNext()).isTrue();
  }

  private static ByteString zeros(int size) {
    return ByteString.copyFrom(new byte[size]);
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
