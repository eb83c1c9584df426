package dev.coterie.client.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.gbp.ReturnReason;
import dev.coterie.gtp.MessageId;
import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventCodecTest {
  private static final GroupId GROUP = new GroupId(Bytes.of(1, 2, 3));
  private static final MessageId ID = new MessageId(Bytes.wrap(new byte[16]));
  private static final Epoch EPOCH = new Epoch(7);
  private static final Person BOB = new Person(Fingerprint.of(Bytes.of(4)), "bob 👋");
  private static final Person EVE = new Person(Fingerprint.of(Bytes.of(5)), "");

  static List<ClientEvent> events() {
    var message =
        new Message(
            GROUP,
            9,
            EPOCH,
            BOB,
            new LeafIndex(3),
            64,
            ID,
            "text",
            Optional.of(Instant.ofEpochMilli(1_234)));
    return List.of(
        new ClientEvent.TextReceived(message),
        new ClientEvent.MessageAcknowledged(GROUP, ID, 5),
        new ClientEvent.SendFailed(GROUP, ID, "RULE"),
        new ClientEvent.EpochChanged(GROUP, EPOCH, BOB),
        new ClientEvent.MemberAdded(GROUP, EPOCH, EVE, BOB),
        new ClientEvent.MemberRemoved(GROUP, EPOCH, EVE, BOB),
        new ClientEvent.Joined(GROUP, "club", BOB),
        new ClientEvent.Invited(GROUP, "club", BOB, 12),
        new ClientEvent.InvitationRefused(GROUP, "RULE"),
        new ClientEvent.Removed(GROUP, BOB),
        new ClientEvent.AccessLost(GROUP),
        new ClientEvent.ForkSuspected(GROUP, 8, Optional.of(EVE), "why"),
        new ClientEvent.ForkSuspected(GROUP, 8, Optional.empty(), ""),
        new ClientEvent.CommitUnreadable(GROUP, 8, "RULE"),
        new ClientEvent.StoreRestored(GROUP, 8),
        new ClientEvent.RecordRefused(GROUP, 8, "RULE"),
        new ClientEvent.HealingBegan(GROUP, ReturnReason.BLOCKED),
        new ClientEvent.Healed(GROUP, EPOCH, 3, 9),
        new ClientEvent.HealingFailed(GROUP, "RULE"),
        new ClientEvent.MemberReturned(GROUP, EPOCH, EVE),
        new ClientEvent.LastResortReused(GROUP, 3),
        new ClientEvent.CommitUnusable(GROUP, 8, EVE),
        new ClientEvent.GroupReplaced(GROUP, new GroupId(Bytes.of(9, 9)), BOB),
        new ClientEvent.ReplacementRefused(
            GROUP, new GroupId(Bytes.of(9, 9)), EVE.fingerprint(), "RULE"),
        new ClientEvent.MemberAwaited(GROUP, BOB));
  }

  @ParameterizedTest
  @MethodSource("events")
  void event_comesBackAsItWas_andItsPartsAreNoEvents(ClientEvent event) {
    Bytes encoded = EventCodec.CODEC.encode(event);
    assertThat(EventCodec.CODEC.decode(encoded)).isEqualTo(event);
    for (int cut = 0; cut < encoded.size(); cut++) {
      Bytes part = encoded.slice(0, cut);
      assertThatThrownBy(() -> EventCodec.CODEC.decode(part))
          .isInstanceOf(MalformedException.class);
    }
    assertThatThrownBy(() -> EventCodec.CODEC.decode(Bytes.concat(encoded, Bytes.of(0))))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void everyKindOfEvent_isListedHere() {
    assertThat(events().stream().map(Object::getClass).collect(Collectors.toSet()))
        .hasSize(ClientEvent.class.getPermittedSubclasses().length);
  }

  @Test
  void unknownCode_isMalformed() {
    assertThatThrownBy(() -> EventCodec.CODEC.decode(Bytes.of(200, 0)))
        .isInstanceOf(MalformedException.class);
  }
}
