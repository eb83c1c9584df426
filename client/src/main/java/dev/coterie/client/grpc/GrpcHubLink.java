package dev.coterie.client.grpc;

import dev.coterie.codec.UnavailableException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.hubapi.AppendResult;
import dev.coterie.hubapi.ApplicationAppend;
import dev.coterie.hubapi.ClaimedKeyPackage;
import dev.coterie.hubapi.CreatedGroup;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HandshakeAppend;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubLink;
import dev.coterie.hubapi.KeyPackageOffer;
import dev.coterie.hubapi.KeyPackageStock;
import dev.coterie.hubapi.LiveEvent;
import dev.coterie.hubapi.LogPage;
import dev.coterie.hubapi.MailItem;
import dev.coterie.hubapi.MediaEvent;
import dev.coterie.hubapi.MediaSession;
import dev.coterie.hubproto.v1.AckMailRequest;
import dev.coterie.hubproto.v1.AppendResponse;
import dev.coterie.hubproto.v1.ClaimKeyPackageRequest;
import dev.coterie.hubproto.v1.ClaimKeyPackageResponse;
import dev.coterie.hubproto.v1.CountKeyPackagesRequest;
import dev.coterie.hubproto.v1.CreateGroupRequest;
import dev.coterie.hubproto.v1.FetchMailRequest;
import dev.coterie.hubproto.v1.HubGrpc;
import dev.coterie.hubproto.v1.MailPage;
import dev.coterie.hubproto.v1.ReadLogRequest;
import io.grpc.StatusException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A link to a hub over the network. Connects when first used, and again whenever that is needed; a
/// refusal for the moment (busy, draining) is waited out within the time limit of the call.
public final class GrpcHubLink implements HubLink {
  /// One attempt on a connection.
  @FunctionalInterface
  private interface Attempt<T> {
    T on(Call call) throws StatusException, InterruptedException;
  }

  private final HubAddress hub;
  private final HubIdentity identity;
  private final SignaturePrivateKey key;
  private final RandomSource random;
  private final LinkTimes times;
  private final ReentrantLock connecting = new ReentrantLock();
  private final AtomicReference<@Nullable HubChannel> current = new AtomicReference<>();
  private final List<GrpcMedia> media = new CopyOnWriteArrayList<>();
  private volatile @Nullable GrpcSession session;
  private volatile boolean closed;

  private GrpcHubLink(
      HubAddress hub,
      HubIdentity identity,
      SignaturePrivateKey key,
      RandomSource random,
      LinkTimes times) {
    this.hub = hub;
    this.identity = identity;
    this.key = key;
    this.random = random;
    this.times = times;
  }

  /// A link that has not connected yet.
  ///
  /// @param key proves the identity; stays the caller's, and must outlive the link
  public static GrpcHubLink to(
      HubAddress hub,
      HubIdentity identity,
      SignaturePrivateKey key,
      RandomSource random,
      LinkTimes times) {
    return new GrpcHubLink(hub, identity, key, random, times);
  }

  @Override
  public HubIdentity identity() {
    return identity;
  }

  @Override
  public HubLimits limits() {
    return attempt(Call::limits);
  }

  @Override
  public KeyPackageStock publishKeyPackages(List<KeyPackageOffer> offers) {
    var request = ToWire.offers(offers);
    return FromWire.stock(
        attempt(call -> call.upload(HubGrpc.getPublishKeyPackagesMethod(), request)));
  }

  @Override
  public Optional<ClaimedKeyPackage> claimKeyPackage(Fingerprint owner, int cipherSuite) {
    var request =
        ClaimKeyPackageRequest.newBuilder()
            .setOwner(ToWire.octets(owner.value()))
            .setCipherSuite(cipherSuite)
            .build();
    return FromWire.claimed(
        attempt(
            call ->
                call.download(
                    HubGrpc.getClaimKeyPackageMethod(),
                    request,
                    ClaimKeyPackageResponse.parser())));
  }

  @Override
  public KeyPackageStock countKeyPackages(int cipherSuite) {
    var request = CountKeyPackagesRequest.newBuilder().setCipherSuite(cipherSuite).build();
    return FromWire.stock(
        attempt(call -> call.unary(HubGrpc.getCountKeyPackagesMethod(), request)));
  }

  @Override
  public CreatedGroup createGroup(HubGroupId group) {
    var request = CreateGroupRequest.newBuilder().setGroup(ToWire.octets(group.value())).build();
    var reply = attempt(call -> call.unary(HubGrpc.getCreateGroupMethod(), request));
    return new CreatedGroup(reply.getExisted(), FromWire.headOf(reply.getHead()));
  }

  @Override
  public AppendResult append(HandshakeAppend append) {
    var request = ToWire.handshake(append);
    return FromWire.append(
        attempt(
            call ->
                call.exchange(
                    HubGrpc.getAppendHandshakeMethod(), request, AppendResponse.parser())));
  }

  @Override
  public AppendResult append(ApplicationAppend append) {
    var request = ToWire.application(append);
    return FromWire.append(
        attempt(
            call ->
                call.exchange(
                    HubGrpc.getAppendApplicationMethod(), request, AppendResponse.parser())));
  }

  @Override
  public LogPage readLog(HubGroupId group, long fromSequence, int maxBytes) {
    var request =
        ReadLogRequest.newBuilder()
            .setGroup(ToWire.octets(group.value()))
            .setFromSequence(fromSequence)
            .setMaxBytes(maxBytes)
            .build();
    return FromWire.page(
        attempt(
            call ->
                call.download(
                    HubGrpc.getReadLogMethod(),
                    request,
                    dev.coterie.hubproto.v1.LogPage.parser())));
  }

  @Override
  public List<MailItem> fetchMail(long afterId, int maxBytes) {
    var request = FetchMailRequest.newBuilder().setAfterId(afterId).setMaxBytes(maxBytes).build();
    return FromWire.mail(
        attempt(call -> call.download(HubGrpc.getFetchMailMethod(), request, MailPage.parser())));
  }

  @Override
  public void acknowledgeMail(Set<Long> ids) {
    var request = AckMailRequest.newBuilder().addAllIds(ids).build();
    attempt(call -> call.unary(HubGrpc.getAckMailMethod(), request));
  }

  @Override
  public LiveSession subscribe(Consumer<LiveEvent> listener) {
    var running = session;
    if (running != null && running.isOpen()) {
      throw new IllegalStateException("one session at a time");
    }
    var made = new GrpcSession(this, listener, new Backoff(times, random));
    session = made;
    made.start();
    return made;
  }

  @Override
  public MediaSession openMedia(HubGroupId group, Consumer<MediaEvent> listener) {
    var made = new GrpcMedia(this, group, listener, new Backoff(times, random));
    media.removeIf(GrpcMedia::isClosed);
    media.add(made);
    made.start();
    return made;
  }

  @Override
  public void close() {
    closed = true;
    var running = session;
    if (running != null) {
      running.close();
    }
    media.forEach(GrpcMedia::close);
    var channel = current.get();
    if (channel != null) {
      drop(channel);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /// The connection, made anew if need be: one attempt.
  HubChannel connect(long untilNanos) throws StatusException, InterruptedException {
    var open = current.get();
    if (open != null) {
      return open;
    }
    if (!connecting.tryLock(Math.max(0, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS)) {
      throw io.grpc.Status.DEADLINE_EXCEEDED.asException();
    }
    try {
      var meanwhile = current.get();
      if (meanwhile != null) {
        return meanwhile;
      }
      if (closed) {
        throw new IllegalStateException("the link is closed");
      }
      var made =
          HubChannel.open(
              hub, identity, key, random, times, Math.max(1, untilNanos - System.nanoTime()));
      current.set(made);
      if (closed) {
        drop(made);
      }
      return made;
    } finally {
      connecting.unlock();
    }
  }

  /// Forgets a connection that is of no more use.
  void drop(HubChannel broken) {
    current.compareAndSet(broken, null);
    broken.close();
  }

  private <T> T attempt(Attempt<T> attempt) {
    long until = System.nanoTime() + times.callWithin().toNanos();
    var backoff = new Backoff(times, random);
    try {
      while (true) {
        if (closed) {
          throw new IllegalStateException("the link is closed");
        }
        HubChannel channel = null;
        try {
          channel = connect(until);
          return attempt.on(new Call(channel, until));
        } catch (StatusException e) {
          handle(e, channel, until);
        }
        backoff.pause(until);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("the hub", e);
    }
  }

  /// Returns where another attempt makes sense.
  private void handle(StatusException failure, @Nullable HubChannel channel, long untilNanos) {
    var refusal = Failures.refusal(failure);
    var next = Failures.next(failure);
    if (next == Failures.Next.RECONNECT && channel != null) {
      drop(channel);
    }
    boolean timeIsUp = System.nanoTime() - untilNanos >= 0;
    if (next == Failures.Next.GIVE_UP || timeIsUp) {
      throw refusal.isPresent() ? refusal.get() : new UnavailableException("the hub", failure);
    }
  }
}
