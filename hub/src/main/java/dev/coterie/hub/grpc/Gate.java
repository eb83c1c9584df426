package dev.coterie.hub.grpc;

import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hub.TransportLimits;
import dev.coterie.hubapi.HubRule;
import dev.coterie.hubproto.v1.HubGrpc;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Every call passes here, before any of its messages is read: without a proved key only
/// authentication goes on.
final class Gate implements ServerInterceptor {
  private final TransportLimits limits;
  private final HubMetrics metrics;
  private final ScheduledExecutorService timer;
  private final Budget budget;

  Gate(TransportLimits limits, HubMetrics metrics, ScheduledExecutorService timer, Budget budget) {
    this.limits = limits;
    this.metrics = metrics;
    this.timer = timer;
    this.budget = budget;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var connection = call.getAttributes().get(Connection.KEY);
    String method = call.getMethodDescriptor().getFullMethodName();
    boolean proving = method.equals(HubGrpc.getAuthenticateMethod().getFullMethodName());
    if (connection == null || (!proving && connection.identity().isEmpty())) {
      if (connection != null) {
        connection.strike();
      }
      return refuse(call, HubRule.NOT_AUTHENTICATED, "prove a key first");
    }
    if (!connection.allowsCall()) {
      return refuse(call, HubRule.RATE_LIMITED, limits.callsPerSecond() + " calls a second");
    }
    var lease = new Lease(connection.budget(), budget);
    var tls = Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
    var guarded = new GuardedCall<>(call);
    boolean lasting =
        method.equals(HubGrpc.getSessionMethod().getFullMethodName())
            || method.equals(HubGrpc.getMediaMethod().getFullMethodName());
    Optional<Future<?>> limit = lasting ? Optional.empty() : Optional.of(endInTime(guarded));
    return new Over<>(
        Contexts.interceptCall(
            new Caller(connection, lease, tls).asContext(), guarded, headers, next),
        () -> {
          limit.ifPresent(timeout -> timeout.cancel(false));
          lease.giveBack();
        });
  }

  private Future<?> endInTime(GuardedCall<?, ?> call) {
    return timer.schedule(
        () -> {
          metrics.count(Counter.CALLS_REFUSED);
          call.close(
              Refusals.status(HubRule.BUSY, "took too long"), Refusals.trailers(HubRule.BUSY));
        },
        limits.callWithin().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private <Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, HubRule rule, String why) {
    metrics.count(Counter.CALLS_REFUSED);
    call.close(Refusals.status(rule, why), Refusals.trailers(rule));
    return new ServerCall.Listener<>() {};
  }

  /// Notices the end of a call, whichever it is.
  private static final class Over<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Runnable over;

    Over(ServerCall.Listener<Q> listener, Runnable over) {
      super(listener);
      this.over = over;
    }

    @Override
    public void onCancel() {
      over.run();
      super.onCancel();
    }

    @Override
    public void onComplete() {
      over.run();
      super.onComplete();
    }
  }
}
