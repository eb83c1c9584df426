package dev.coterie.sim;

import dev.coterie.client.Client;
import dev.coterie.client.ClientOptions;
import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.call.Spoken;
import dev.coterie.client.grpc.HubAddress;
import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.GroupId;
import dev.coterie.store.client.SqliteClientStore;
import dev.coterie.store.client.Unlock;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/// A member in a process of its own that speaks in a call without end, to be killed.
///
/// Arguments: database, key file, hub address, name, group id. Prints `open`, then `spoke <n>`
/// after every tenth packet that left.
public final class CallProcess {
  private static final int TOLD_ONE_IN = 10;

  private CallProcess() {}

  /// Runs until it is killed.
  public static void main(String[] args) throws InterruptedException {
    var store = SqliteClientStore.open(Path.of(args[0]), new Unlock.KeyFile(Path.of(args[1])));
    GroupId id = new GroupId(Bytes.fromHex(args[4]));
    var client = Client.open(store, HubAddress.parse(args[2]), ClientOptions.named(args[3]));
    IO.println("open");
    speak(client.group(id).orElseThrow().call(CallSettings.LIVE), RandomGenerator.getDefault());
  }

  private static void speak(Call call, RandomGenerator dice) throws InterruptedException {
    long sent = 0;
    for (long packet = 1; ; packet++) {
      Spoken result = call.speak(packet * 960, Bytes.ofUtf8("packet " + packet));
      if (result == Spoken.SENT) {
        sent++;
        if (sent % TOLD_ONE_IN == 0) {
          IO.println("spoke " + sent);
        }
      } else if (result == Spoken.ENDED) {
        IO.println("ended: " + call.state());
        return;
      }
      Thread.sleep(dice.nextInt(1, 8));
    }
  }
}
