package dev.coterie.hub.grpc;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.RandomSource;
import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.hubapi.HubAuthentication;
import dev.coterie.hubapi.HubAuthentication.Transcript;
import dev.coterie.hubapi.HubIdentity;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubproto.v1.Admitted;
import dev.coterie.hubproto.v1.AuthenticateDown;
import dev.coterie.hubproto.v1.AuthenticateUp;
import dev.coterie.hubproto.v1.Challenge;
import dev.coterie.hubproto.v1.Limits;
import io.grpc.stub.StreamObserver;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;

/// Hello, challenge, proof, admission: one try per call, one admission per connection.
final class AuthenticateCall implements StreamObserver<AuthenticateUp> {
  private sealed interface State {
    record AwaitsHello() implements State {}

    record AwaitsProof(HubIdentity client, Bytes clientNonce, Bytes hubNonce) implements State {}

    record Over() implements State {}
  }

  private final Fingerprint hub;
  private final Limits limits;
  private final RandomSource random;
  private final HubMetrics metrics;
  private final Caller caller;
  private final StreamObserver<AuthenticateDown> out;
  private State state = new State.AwaitsHello();

  AuthenticateCall(
      Fingerprint hub,
      Limits limits,
      RandomSource random,
      HubMetrics metrics,
      Caller caller,
      StreamObserver<AuthenticateDown> out) {
    this.hub = hub;
    this.limits = limits;
    this.random = random;
    this.metrics = metrics;
    this.caller = caller;
    this.out = out;
  }

  @Override
  public void onNext(AuthenticateUp message) {
    try {
      state = step(message);
    } catch (RuntimeException e) {
      end(e);
    }
  }

  @Override
  public void onError(Throwable cause) {
    state = new State.Over();
  }

  @Override
  public void onCompleted() {
    if (!(state instanceof State.Over)) {
      end(Wire.malformed("the proof is missing"));
    }
  }

  private State step(AuthenticateUp message) {
    return switch (state) {
      case State.AwaitsHello _ when message.hasHello() -> {
        var hello = message.getHello();
        var client = Wire.identity(hello);
        var clientNonce = Wire.bytes(hello.getClientNonce());
        if (clientNonce.size() != HubAuthentication.NONCE_SIZE) {
          throw Wire.malformed("a nonce of " + clientNonce.size() + " octets");
        }
        var hubNonce = random.bytes(HubAuthentication.NONCE_SIZE);
        out.onNext(
            AuthenticateDown.newBuilder()
                .setChallenge(Challenge.newBuilder().setHubNonce(Replies.octets(hubNonce)))
                .build());
        yield new State.AwaitsProof(client, clientNonce, hubNonce);
      }
      case State.AwaitsProof(var client, var clientNonce, var hubNonce) when message.hasProof() -> {
        prove(
            new Transcript(hub, client, clientNonce, hubNonce, exporter()),
            Wire.bytes(message.getProof().getSignature()));
        yield new State.Over();
      }
      case State.Over _ -> state;
      case State _ -> throw Wire.malformed("not the step that was due");
    };
  }

  private void prove(Transcript transcript, Bytes signature) {
    boolean holds = HubAuthentication.verify(transcript, signature);
    if (!holds || !caller.connection().admit(transcript.client())) {
      metrics.count(Counter.PROOFS_REFUSED);
      throw new RefusedException(
          HubRule.BAD_PROOF,
          holds ? "the connection has proved a key already" : "the signature does not hold");
    }
    metrics.count(Counter.AUTHENTICATIONS);
    out.onNext(
        AuthenticateDown.newBuilder().setAdmitted(Admitted.newBuilder().setLimits(limits)).build());
    out.onCompleted();
  }

  private Bytes exporter() {
    try {
      if (caller.tls().isPresent() && caller.tls().get() instanceof ExtendedSSLSession session) {
        return Bytes.wrap(
            session.exportKeyingMaterialData(
                HubAuthentication.EXPORTER_LABEL, new byte[0], HubAuthentication.EXPORTER_SIZE));
      }
      throw new IllegalStateException("a connection without TLS");
    } catch (SSLException e) {
      throw new IllegalStateException("TLS exports nothing", e);
    }
  }

  private void end(RuntimeException why) {
    state = new State.Over();
    caller.connection().strike();
    out.onError(Refusals.of(why, metrics));
  }
}
