package dev.coterie.hub;

import com.google.protobuf.ByteString;
import dev.coterie.codec.Bytes;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubAuthentication;
import dev.coterie.hubapi.HubAuthentication.Transcript;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubproto.v1.AuthenticateDown;
import dev.coterie.hubproto.v1.AuthenticateUp;
import dev.coterie.hubproto.v1.Hello;
import dev.coterie.hubproto.v1.HubGrpc;
import dev.coterie.hubproto.v1.Proof;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;

/// A client that does what no honest one does.
final class RawClient implements AutoCloseable {
  static final Metadata.Key<String> RULE =
      Metadata.Key.of("coterie-rule", Metadata.ASCII_STRING_MARSHALLER);

  final ManagedChannel channel;

  RawClient(HubServer hub) throws SSLException {
    channel =
        NettyChannelBuilder.forAddress(hub.address())
            .sslContext(
                GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .build())
            .overrideAuthority("hub.coterie.invalid")
            .disableRetry()
            .build();
  }

  /// An authentication under way: the hub has sent its nonce.
  final class Challenged {
    private final ClientCall<AuthenticateUp, AuthenticateDown> call;
    private final BlockingQueue<AuthenticateDown> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final CompletableFuture<Metadata> trailers = new CompletableFuture<>();
    final Bytes hubNonce;

    private Challenged(HubIdentity identity, Bytes clientNonce) throws InterruptedException {
      call = channel.newCall(HubGrpc.getAuthenticateMethod(), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onMessage(AuthenticateDown message) {
              messages.add(message);
            }

            @Override
            public void onClose(Status status, Metadata metadata) {
              trailers.complete(metadata);
              end.complete(status);
            }
          },
          new Metadata());
      call.request(10);
      call.sendMessage(
          AuthenticateUp.newBuilder()
              .setHello(
                  Hello.newBuilder()
                      .setSignatureScheme(identity.algorithm().code())
                      .setPublicKey(ByteString.copyFrom(identity.publicKey().toArray()))
                      .setClientNonce(ByteString.copyFrom(clientNonce.toArray())))
              .build());
      var challenge = messages.poll(10, TimeUnit.SECONDS);
      if (challenge == null) {
        throw new AssertionError("no challenge");
      }
      hubNonce = Bytes.wrap(challenge.getChallenge().getHubNonce().toByteArray());
    }

    /// What TLS exports on this connection.
    Bytes exporter() throws SSLException {
      var session = (ExtendedSSLSession) call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      if (session == null) {
        throw new AssertionError("no TLS");
      }
      return Bytes.wrap(
          session.exportKeyingMaterialData(
              HubAuthentication.EXPORTER_LABEL, new byte[0], HubAuthentication.EXPORTER_SIZE));
    }

    /// Sends the proof.
    ///
    /// @return the rule that refused it, if it was refused
    Optional<String> prove(Bytes signature) throws Exception {
      call.sendMessage(
          AuthenticateUp.newBuilder()
              .setProof(Proof.newBuilder().setSignature(ByteString.copyFrom(signature.toArray())))
              .build());
      call.halfClose();
      var status = end.get(10, TimeUnit.SECONDS);
      return status.isOk()
          ? Optional.empty()
          : Optional.ofNullable(trailers.get(10, TimeUnit.SECONDS).get(RULE));
    }
  }

  Challenged challenge(HubIdentity identity, Bytes clientNonce) throws InterruptedException {
    return new Challenged(identity, clientNonce);
  }

  /// What an honest client does.
  void authenticate(HubServer hub, Person person) throws Exception {
    var nonce = Bytes.wrap(new byte[HubAuthentication.NONCE_SIZE]);
    var challenged = challenge(person.identity(), nonce);
    var refused =
        challenged.prove(
            sign(person, hub.fingerprint(), nonce, challenged.hubNonce, challenged.exporter()));
    if (refused.isPresent()) {
      throw new AssertionError(refused.get());
    }
  }

  static Bytes sign(
      Person person, Fingerprint hub, Bytes clientNonce, Bytes hubNonce, Bytes exporter) {
    return HubAuthentication.sign(
        new Transcript(hub, person.identity(), clientNonce, hubNonce, exporter),
        person.keys().privateKey());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
