package dev.coterie.mls.framing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.MalformedException;
import dev.coterie.codec.RefusedException;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.WireFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A valid message with some bytes changed is refused, in one of two ways, and changes nothing.
class FramingFuzzTest {
  private final FramingWorld world = new FramingWorld(CipherSuite.of(1).orElseThrow());
  private final List<Bytes> messages =
      List.of(
          MlsMessage.CODEC.encode(
              world
                  .open()
                  .seal(
                      world.sign(
                          WireFormat.PUBLIC_MESSAGE, new Proposal.Remove(new LeafIndex(0))))),
          MlsMessage.CODEC.encode(
              world.seal(
                  world.sign(
                      WireFormat.PRIVATE_MESSAGE, new ApplicationData(Bytes.ofUtf8("hello"))))));

  /// The input is which message, and then triples: two octets of place, one of change.
  @FuzzTest(maxDuration = "5s")
  void changedMessage_isRefusedAndChangesNothing(byte[] input) {
    if (input.length < 4) {
      return;
    }
    Bytes original = messages.get(input[0] & 1);
    byte[] octets = original.toArray();
    for (int i = 1; i + 2 < input.length; i += 3) {
      int at = (input[i] & 0xff) << 8 | (input[i + 1] & 0xff);
      octets[at % octets.length] ^= input[i + 2];
    }
    if (!Bytes.copyOf(octets).equals(original)) {
      requireRefused(Bytes.wrap(octets));
    }
  }

  @Test
  void everyBitOfAMessage_counts() {
    for (Bytes original : messages) {
      for (int bit = 0; bit < 8 * original.size(); bit++) {
        byte[] octets = original.toArray();
        octets[bit / 8] ^= (byte) (1 << bit % 8);
        requireRefused(Bytes.wrap(octets));
      }
    }
  }

  private void requireRefused(Bytes changed) {
    var before = world.listenerTree.rows();
    try {
      switch (MlsMessage.CODEC.decode(changed)) {
        case PublicMessage message -> world.open().open(message, world);
        case PrivateMessage message -> world.receive(message);
        case MlsMessage _ -> {
          return;
        }
      }
    } catch (MalformedException | RefusedException _) {
      assertThat(world.listenerTree.rows()).isEqualTo(before);
      return;
    }
    throw new AssertionError("accepted " + changed.toHex());
  }
}
