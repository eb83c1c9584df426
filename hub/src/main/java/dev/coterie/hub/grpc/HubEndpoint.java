package dev.coterie.hub.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubService;
import dev.coterie.hub.TransportLimits;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubproto.v1.AckMailRequest;
import dev.coterie.hubproto.v1.AckMailResponse;
import dev.coterie.hubproto.v1.AuthenticateDown;
import dev.coterie.hubproto.v1.AuthenticateUp;
import dev.coterie.hubproto.v1.Chunk;
import dev.coterie.hubproto.v1.ClaimKeyPackageRequest;
import dev.coterie.hubproto.v1.ClientEnvelope;
import dev.coterie.hubproto.v1.CountKeyPackagesRequest;
import dev.coterie.hubproto.v1.CreateGroupRequest;
import dev.coterie.hubproto.v1.CreateGroupResponse;
import dev.coterie.hubproto.v1.FetchMailRequest;
import dev.coterie.hubproto.v1.HubEnvelope;
import dev.coterie.hubproto.v1.HubGrpc.HubImplBase;
import dev.coterie.hubproto.v1.KeyPackageStock;
import dev.coterie.hubproto.v1.MediaDown;
import dev.coterie.hubproto.v1.MediaUp;
import dev.coterie.hubproto.v1.ReadLogRequest;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// The calls of the wire, each turned into a call of [HubService] and its answer back. Behind the
/// [Gate].
final class HubEndpoint extends HubImplBase {
  /// What a serialized request may need beside the octets that the limits count.
  private static final int OVERHEAD = 64 << 10;

  private static final int PUBLISH_BYTES = 4 << 20;

  private final HubService service;
  private final Fanout fanout;
  private final Fingerprint certificate;
  private final TransportLimits limits;
  private final HubMetrics metrics;
  private final RandomSource random;
  private final Executor executor;

  HubEndpoint(
      HubService service,
      Fanout fanout,
      Fingerprint certificate,
      TransportLimits limits,
      HubMetrics metrics,
      RandomSource random,
      Executor executor) {
    this.service = service;
    this.fanout = fanout;
    this.certificate = certificate;
    this.limits = limits;
    this.metrics = metrics;
    this.random = random;
    this.executor = executor;
  }

  @Override
  public StreamObserver<AuthenticateUp> authenticate(StreamObserver<AuthenticateDown> out) {
    return new AuthenticateCall(
        certificate, Replies.limits(service.limits()), random, metrics, Caller.current(), out);
  }

  @Override
  public StreamObserver<ClientEnvelope> session(StreamObserver<HubEnvelope> out) {
    var caller = Caller.current();
    if (!caller.connection().beginSession()) {
      out.onError(Refusals.of(HubRule.BUSY, "one live session per connection"));
      return new Ignored<>();
    }
    var session = new SessionCall(fanout.live(), limits, metrics, caller, out, executor);
    session.begin();
    return session;
  }

  @Override
  public StreamObserver<MediaUp> media(StreamObserver<MediaDown> out) {
    return new MediaCall(fanout.media(), metrics, Caller.current(), out);
  }

  @Override
  public StreamObserver<Chunk> publishKeyPackages(StreamObserver<KeyPackageStock> out) {
    var caller = Caller.current();
    return new ChunkCollector(
        out,
        PUBLISH_BYTES,
        caller.lease(),
        metrics,
        whole -> {
          out.onNext(Replies.stock(service.publish(caller.identity(), Wire.offers(whole))));
          out.onCompleted();
        });
  }

  @Override
  public void claimKeyPackage(ClaimKeyPackageRequest request, StreamObserver<Chunk> out) {
    inPieces(
        out,
        () ->
            Replies.claimed(
                service.claim(Wire.fingerprint(request.getOwner()), request.getCipherSuite())));
  }

  @Override
  public void countKeyPackages(
      CountKeyPackagesRequest request, StreamObserver<KeyPackageStock> out) {
    answer(
        out,
        () -> Replies.stock(service.count(Caller.current().identity(), request.getCipherSuite())));
  }

  @Override
  public void createGroup(CreateGroupRequest request, StreamObserver<CreateGroupResponse> out) {
    answer(
        out,
        () -> {
          var created = service.create(Caller.current().identity(), Wire.group(request.getGroup()));
          return CreateGroupResponse.newBuilder()
              .setExisted(created.existed())
              .setHead(Replies.head(created.head()))
              .build();
        });
  }

  @Override
  public StreamObserver<Chunk> appendHandshake(StreamObserver<Chunk> out) {
    return append(
        out,
        service.limits().appendBytes() + OVERHEAD + 4L * service.limits().roster(),
        (caller, whole) -> Replies.append(service.append(caller, Wire.handshake(whole))));
  }

  @Override
  public StreamObserver<Chunk> appendApplication(StreamObserver<Chunk> out) {
    return append(
        out,
        service.limits().applicationBytes() + OVERHEAD,
        (caller, whole) -> Replies.append(service.append(caller, Wire.application(whole))));
  }

  @Override
  public void readLog(ReadLogRequest request, StreamObserver<Chunk> out) {
    inPieces(
        out,
        () ->
            Replies.page(
                service.read(
                    Caller.current().identity(),
                    Wire.group(request.getGroup()),
                    request.getFromSequence(),
                    request.getMaxBytes())));
  }

  @Override
  public void fetchMail(FetchMailRequest request, StreamObserver<Chunk> out) {
    inPieces(
        out,
        () ->
            Replies.mail(
                service.fetch(
                    Caller.current().identity(), request.getAfterId(), request.getMaxBytes())));
  }

  @Override
  public void ackMail(AckMailRequest request, StreamObserver<AckMailResponse> out) {
    answer(
        out,
        () -> {
          service.acknowledge(Caller.current().identity(), new HashSet<>(request.getIdsList()));
          return AckMailResponse.getDefaultInstance();
        });
  }

  private StreamObserver<Chunk> append(
      StreamObserver<Chunk> out, long max, BiFunction<HubIdentity, ByteString, Message> handler) {
    var caller = Caller.current();
    var sender = new ChunkSender(out, caller.lease());
    return new ChunkCollector(
        out,
        max,
        caller.lease(),
        metrics,
        whole -> sender.send(handler.apply(caller.identity(), whole)));
  }

  private void inPieces(StreamObserver<Chunk> out, Supplier<Message> handler) {
    try {
      var sender = new ChunkSender(out, Caller.current().lease());
      sender.send(handler.get());
    } catch (RuntimeException e) {
      out.onError(Refusals.of(e, metrics));
    }
  }

  private <R> void answer(StreamObserver<R> out, Supplier<R> handler) {
    try {
      out.onNext(handler.get());
      out.onCompleted();
    } catch (RuntimeException e) {
      out.onError(Refusals.of(e, metrics));
    }
  }

  /// Where messages of a refused call end.
  private static final class Ignored<T> implements StreamObserver<T> {
    @Override
    public void onNext(T message) {}

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onCompleted() {}
  }
}
