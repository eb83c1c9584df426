package dev.coterie.client.grpc;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.hubapi.HubAuthentication;
import dev.coterie.hubapi.HubAuthentication.Transcript;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubproto.v1.AuthenticateDown;
import dev.coterie.hubproto.v1.AuthenticateUp;
import dev.coterie.hubproto.v1.Hello;
import dev.coterie.hubproto.v1.HubGrpc;
import dev.coterie.hubproto.v1.Proof;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One connection on which the client's key has been proved. If gRPC quietly makes a new one below,
/// the hub says so at the next call, and the channel is thrown away.
final class HubChannel implements AutoCloseable {
  private static final int MESSAGE_BYTES = 320 << 10;

  private final ManagedChannel channel;
  private final HubLimits limits;

  private HubChannel(ManagedChannel channel, HubLimits limits) {
    this.channel = channel;
    this.limits = limits;
  }

  /// Connects and proves the key.
  ///
  /// @throws RefusedException if another hub answers, or the hub does not accept the proof
  /// @throws StatusException if the hub cannot be reached
  static HubChannel open(
      HubAddress hub,
      HubIdentity identity,
      SignaturePrivateKey key,
      RandomSource random,
      LinkTimes times,
      long withinNanos)
      throws StatusException, InterruptedException {
    var trust = new PinnedTrust(hub.certificate());
    var channel = channel(hub, trust, times);
    boolean admitted = false;
    try {
      var limits = authenticate(channel, hub, identity, key, random, withinNanos);
      admitted = true;
      return new HubChannel(channel, limits);
    } catch (StatusException e) {
      if (trust.metAnother()) {
        throw new RefusedException(HubRule.WRONG_CERTIFICATE, hub.host() + ":" + hub.port());
      }
      throw e;
    } finally {
      if (!admitted) {
        channel.shutdownNow();
      }
    }
  }

  Channel channel() {
    return channel;
  }

  HubLimits limits() {
    return limits;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static ManagedChannel channel(HubAddress hub, PinnedTrust trust, LinkTimes times) {
    try {
      var tls =
          GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
              .protocols("TLSv1.3")
              .trustManager(trust)
              .build();
      return NettyChannelBuilder.forAddress(new InetSocketAddress(hub.host(), hub.port()))
          .sslContext(tls)
          .overrideAuthority("hub.coterie.invalid")
          .proxyDetector(_ -> null)
          .disableRetry()
          .maxInboundMessageSize(MESSAGE_BYTES)
          .keepAliveTime(times.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
          .keepAliveTimeout(times.keepAlive().toMillis() / 2, TimeUnit.MILLISECONDS)
          .keepAliveWithoutCalls(true)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JDK has no TLS 1.3", e);
    }
  }

  private static HubLimits authenticate(
      ManagedChannel channel,
      HubAddress hub,
      HubIdentity identity,
      SignaturePrivateKey key,
      RandomSource random,
      long withinNanos)
      throws StatusException, InterruptedException {
    var observed = new ObservedCall();
    var call =
        ClientCalls.blockingBidiStreamingCall(
            ClientInterceptors.intercept(channel, observed),
            HubGrpc.getAuthenticateMethod(),
            CallOptions.DEFAULT.withDeadlineAfter(withinNanos, TimeUnit.NANOSECONDS));
    var clientNonce = random.bytes(HubAuthentication.NONCE_SIZE);
    call.write(
        AuthenticateUp.newBuilder()
            .setHello(
                Hello.newBuilder()
                    .setSignatureScheme(identity.algorithm().code())
                    .setPublicKey(ToWire.octets(identity.publicKey()))
                    .setClientNonce(ToWire.octets(clientNonce)))
            .build());
    var challenge = answer(call.read());
    var hubNonce = FromWire.bytes(challenge.getChallenge().getHubNonce());
    if (hubNonce.size() != HubAuthentication.NONCE_SIZE) {
      throw new MalformedException("hub_nonce", 0, "not 32 octets");
    }
    var transcript =
        new Transcript(hub.certificate(), identity, clientNonce, hubNonce, observed.exporter());
    call.write(
        AuthenticateUp.newBuilder()
            .setProof(
                Proof.newBuilder()
                    .setSignature(ToWire.octets(HubAuthentication.sign(transcript, key))))
            .build());
    call.halfClose();
    var limits = FromWire.limits(answer(call.read()).getAdmitted().getLimits());
    while (call.read() != null) {
      // to its end, so that the connection is admitted before the first call
    }
    return limits;
  }

  private static AuthenticateDown answer(@Nullable AuthenticateDown message)
      throws StatusException {
    if (message == null) {
      throw Status.UNAVAILABLE.withDescription("no answer").asException();
    }
    return message;
  }

  /// Keeps the call, whose attributes tell the TLS session of its very connection.
  private static final class ObservedCall implements ClientInterceptor {
    private final AtomicReference<@Nullable ClientCall<?, ?>> call = new AtomicReference<>();

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      var made = next.newCall(method, options);
      call.set(made);
      return made;
    }

    Bytes exporter() {
      var made = call.get();
      var session = made == null ? null : made.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      if (!(session instanceof ExtendedSSLSession tls)) {
        throw new IllegalStateException("a connection without TLS");
      }
      try {
        return Bytes.wrap(
            tls.exportKeyingMaterialData(
                HubAuthentication.EXPORTER_LABEL, new byte[0], HubAuthentication.EXPORTER_SIZE));
      } catch (SSLException e) {
        throw new IllegalStateException("TLS exports nothing", e);
      }
    }
  }
}
