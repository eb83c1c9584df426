package dev.coterie.sim;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.Delivery;
import dev.coterie.client.Group;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.mls.message.GroupId;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// A member in a process of its own that talks without end, to be killed.
///
/// Arguments: database, key file, hub address, name, group id. Prints `open`, then `said <id>` when
/// a text is durable here and `acked <id>` when the group's log has it.
public final class MemberProcess {
  private static final int UPDATE_ONE_IN = 60;

  private MemberProcess() {}

  /// Runs until it is killed.
  public static void main(String[] args) throws InterruptedException {
    var store = SqliteClientStore.open(Path.of(args[0]), new Unlock.KeyFile(Path.of(args[1])));
    GroupId id = new GroupId(Bytes.fromHex(args[4]));
    var client = Client.open(store, HubAddress.parse(args[2]), ClientOptions.named(args[3]));
    client.subscribe(
        (_, event) -> {
          if (event instanceof ClientEvent.MessageAcknowledged(_, var message, _)) {
            IO.println("acked " + message);
          }
        });
    IO.println("open");
    talk(client.group(id).orElseThrow(), args[3], RandomGenerator.getDefault());
  }

  private static void talk(Group group, String name, RandomGenerator dice)
      throws InterruptedException {
    for (int line = 0; ; line++) {
      try {
        if (dice.nextInt(UPDATE_ONE_IN) == 0) {
          group.update();
        }
        Delivery delivery =
            group.text(name + " line " + line + " " + "x".repeat(dice.nextInt(400)));
        IO.println("said " + delivery.id());
      } catch (CoterieException e) {
        IO.println("later: " + e.getMessage());
      }
      Thread.sleep(dice.nextInt(5, 60));
    }
  }
}
