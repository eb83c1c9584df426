package dev.coterie.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.coterie.hubapi.HubGroupId;
import dev.coterie.hubproto.v1.CountKeyPackagesRequest;
import dev.coterie.hubproto.v1.CreateGroupRequest;
import dev.coterie.hubproto.v1.HubGrpc;
import dev.coterie.hubproto.v1.ReadLogRequest;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/// Calls of a [RawClient], as they come back.
final class RawCalls {
  private RawCalls() {}

  static Optional<String> ruleOf(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (StatusRuntimeException e) {
      var trailers = e.getTrailers();
      return Optional.ofNullable(trailers == null ? null : trailers.get(RawClient.RULE));
    }
  }

  static int count(RawClient raw) {
    return HubGrpc.newBlockingStub(raw.channel)
        .countKeyPackages(CountKeyPackagesRequest.newBuilder().setCipherSuite(1).build())
        .getOneTime();
  }

  static void createAs(RawClient raw, HubGroupId group) {
    var created =
        HubGrpc.newBlockingStub(raw.channel)
            .createGroup(
                CreateGroupRequest.newBuilder()
                    .setGroup(ByteString.copyFrom(group.value().toArray()))
                    .build());
    assertThat(created.getExisted()).isFalse();
  }

  static void read(RawClient raw, HubGroupId group) {
    var pages =
        HubGrpc.newBlockingStub(raw.channel)
            .readLog(
                ReadLogRequest.newBuilder()
                    .setGroup(ByteString.copyFrom(group.value().toArray()))
                    .setMaxBytes(1 << 20)
                    .build());
    assertThat(pages.hasNext()).isTrue();
  }

  static ByteString zeros(int size) {
    return ByteString.copyFrom(new byte[size]);
  }
}
