package dev.coterie.cli.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.coterie.interopproto.ExportRequest;
import dev.coterie.interopproto.FreeRequest;
import dev.coterie.interopproto.MLSClientGrpc;
import dev.coterie.interopproto.MLSClientGrpc.MLSClientBlockingStub;
import dev.coterie.interopproto.MLSClientGrpc.MLSClientFutureStub;
import dev.coterie.interopproto.StateAuthRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The actors of one run: which server plays each, and by which numbers it calls their states. They
/// are dealt out in turn, so that what one makes travels to another server.
final class Cast {
  private static final ByteString CONTEXT = ByteString.copyFromUtf8("of all");
  private static final int LENGTH = 32;

  private final List<MLSClientBlockingStub> servers;
  private final Map<String, MLSClientBlockingStub> played = new HashMap<>();
  private final Map<String, Seated> seated = new LinkedHashMap<>();
  private final Map<String, Integer> transactions = new HashMap<>();
  private final Map<String, Integer> signers = new HashMap<>();

  private record Seated(int state, ByteString authenticator) {}

  Cast(List<MLSClientBlockingStub> servers) {
    this.servers = servers;
  }

  MLSClientBlockingStub play(String actor) {
    return played.computeIfAbsent(actor, _ -> servers.get(played.size() % servers.size()));
  }

  /// The same without waiting.
  MLSClientFutureStub ahead(String actor) {
    return MLSClientGrpc.newFutureStub(play(actor).getChannel());
  }

  int state(String actor) {
    return find(actor).state();
  }

  private Seated find(String actor) {
    return Optional.ofNullable(seated.get(actor))
        .orElseThrow(() -> new IllegalArgumentException(actor + " is in no group"));
  }

  int transaction(String actor) {
    return Optional.ofNullable(transactions.get(actor))
        .orElseThrow(() -> new IllegalArgumentException(actor + " has no key package"));
  }

  int signer(String actor) {
    return Optional.ofNullable(signers.get(actor)).orElseThrow();
  }

  /// The number under which an actor keeps pre-shared keys.
  int holder(String actor) {
    return seated.containsKey(actor) ? state(actor) : transactions.getOrDefault(actor, 0);
  }

  void waits(String actor, int transaction) {
    transactions.put(actor, transaction);
  }

  void signs(String actor, int signer) {
    signers.put(actor, signer);
  }

  /// An actor is in an epoch.
  void sits(String actor, int state, ByteString authenticator) {
    assertThat(authenticator).as("epoch authenticator of %s", actor).isNotEmpty();
    seated.put(actor, new Seated(state, authenticator));
  }

  /// An actor is alone in the first epoch.
  void founds(String actor, int state) {
    sits(actor, state, told(actor, state));
  }

  /// Of the epoch that an actor is in.
  ByteString authenticator(String actor) {
    return find(actor).authenticator();
  }

  /// Whoever has the same epoch authenticator tells it again and exports the same secret; others
  /// export another one.
  void assertAgreement() {
    Map<ByteString, ByteString> exported = new HashMap<>();
    seated.forEach(
        (actor, place) -> {
          assertThat(told(actor, place.state())).as(actor).isEqualTo(place.authenticator());
          ByteString secret = export(actor);
          assertThat(secret.size()).isEqualTo(LENGTH);
          assertThat(exported.merge(place.authenticator(), secret, (before, _) -> before))
              .as("exported by %s", actor)
              .isEqualTo(secret);
        });
    assertThat(exported.values()).doesNotHaveDuplicates();
  }

  private ByteString told(String actor, int state) {
    return play(actor)
        .stateAuth(StateAuthRequest.newBuilder().setStateId(state).build())
        .getStateAuthSecret();
  }

  private ByteString export(String actor) {
    return play(actor)
        .export(
            ExportRequest.newBuilder()
                .setStateId(state(actor))
                .setLabel("agreement")
                .setContext(CONTEXT)
                .setKeyLength(LENGTH)
                .build())
        .getExportedSecret();
  }

  void free(String actor, int state) {
    play(actor).free(FreeRequest.newBuilder().setStateId(state).build());
  }

  void freeAll() {
    seated.forEach((actor, place) -> free(actor, place.state()));
    seated.clear();
  }
}
