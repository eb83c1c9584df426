package dev.coterie.bench.bouncycastle;

import dev.coterie.bench.bouncycastle.BouncyMember.Joining;
import dev.coterie.cli.peer.MlsPeer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.mls.protocol.Group;

/// Answers `hello` and `bench`, one line each, until the input ends. With the argument `checked`,
/// joining includes what the API leaves out.
public final class BouncyPeer {
  private BouncyPeer() {}

  /// Serves standard input.
  public static void main(String[] args) throws IOException {
    var out =
        new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    Map<String, String> hello =
        Map.of(
            "name",
            "bouncycastle",
            "version",
            version(),
            "crypto",
            "its lightweight API, " + new BouncyCastleProvider().getVersionStr());
    Joining joining =
        List.of(args).contains("checked") ? Joining.WITH_LEAF_SIGNATURES : Joining.PLAIN;
    MlsPeer.serveBench(hello, BouncyMember.maker(joining), System.in, out);
  }

  /// The version in the name of the jar: nothing inside says it.
  private static String version() {
    String jar = Group.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceAll("^.*-|[.]jar$", "");
  }
}
