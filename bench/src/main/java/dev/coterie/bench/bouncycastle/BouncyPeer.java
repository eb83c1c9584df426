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
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
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
            version(Group.class),
            "crypto",
            "its lightweight API, " + version(X25519.class));
    Joining joining =
        List.of(args).contains("checked") ? Joining.WITH_LEAF_SIGNATURES : Joining.PLAIN;
    MlsPeer.serveBench(hello, BouncyMember.maker(joining), System.in, out);
  }

  private static String version(Class<?> of) {
    return Optional.ofNullable(of.getPackage().getImplementationVersion()).orElse("unknown");
  }
}
