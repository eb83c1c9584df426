package dev.coterie.hub.grpc;

import dev.coterie.hub.HubMetrics;
import dev.coterie.hub.HubMetrics.Counter;
import dev.coterie.hub.live.LiveHub;
import dev.coterie.hubapi.GroupLog;
import dev.coterie.hubapi.LiveFanout;
import dev.coterie.hubapi.MediaLimits;
import dev.coterie.hubapi.media.MediaExchange;
import dev.coterie.hubapi.media.MediaMeter;
import dev.coterie.hubproto.v1.MediaDown;

/// All that is told of appends. Media come first: who hears of its removal hears no frame after.
public record Fanout(LiveHub live, MediaExchange<MediaDown> media) implements LiveFanout {
  /// A fan-out that nobody listens to yet.
  ///
  /// @param log asked who is on a roster when a media session opens
  /// @param mediaBytes see [dev.coterie.hub.TransportLimits]
  public static Fanout of(
      GroupLog log, LiveHub live, MediaLimits limits, long mediaBytes, HubMetrics metrics) {
    return new Fanout(
        live, new MediaExchange<>(log, limits, mediaBytes, meter(metrics), System::nanoTime));
  }

  @Override
  public void committed(Committed append) {
    media.committed(append);
    live.committed(append);
  }

  private static MediaMeter meter(HubMetrics metrics) {
    return (what, howMany) ->
        metrics.count(
            switch (what) {
              case SESSIONS -> Counter.MEDIA_SESSIONS;
              case FRAMES_IN -> Counter.MEDIA_FRAMES_IN;
              case FRAMES_OUT -> Counter.MEDIA_FRAMES_OUT;
              case FRAMES_DROPPED -> Counter.MEDIA_FRAMES_DROPPED;
              case SLOW_READERS -> Counter.MEDIA_SLOW_READERS;
            },
            howMany);
  }
}
