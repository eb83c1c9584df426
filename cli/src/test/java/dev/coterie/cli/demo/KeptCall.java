package dev.coterie.cli.demo;

import dev.coterie.cli.demo.Evidence.Attempts;
import dev.coterie.cli.demo.Evidence.MemberView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.LongStream;

/// Judges the call of a demonstration whose folder was kept, again and with faults planted in its
/// files: the same eyes as in the demonstration itself.
public final class KeptCall {
  private final Scene scene;
  private final List<Long> epochs;
  private final long lastCarolEpoch;

  /// @param folder of `--keep`
  /// @param firstEpoch in which the call began
  /// @param carolsEpochs in how many of the call's four epochs carol should have taken part
  public KeptCall(Path folder, long firstEpoch, int carolsEpochs) {
    this.scene = new Scene(folder);
    this.epochs = LongStream.rangeClosed(firstEpoch, firstEpoch + 3).boxed().toList();
    this.lastCarolEpoch = epochs.get(carolsEpochs - 1);
  }

  /// Names of the promises that are broken.
  public List<String> broken() throws IOException {
    Files.deleteIfExists(scene.original());
    var ledger =
        new Ledger(List.of(), lastCarolEpoch, 0, new Ledger.Call(epochs, Pace.SLOWEST_LISTENER));
    var members = new EnumMap<Cast, MemberView>(Cast.class);
    for (Cast who : Cast.values()) {
      members.put(who, new MemberView(List.of(), 0, ""));
    }
    var call = new CallInvestigator(scene, ledger).examine();
    var evidence = new Evidence(members, new Attempts(1, List.of()), List.of(), call);
    return Arrays.stream(Promise.values())
        .filter(promise -> !promise.faults(ledger, evidence).isEmpty())
        .map(Enum::name)
        .toList();
  }
}
