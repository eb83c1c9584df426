package dev.coterie.cli;

import dev.coterie.crypto.CryptoProviders;
import java.io.IOException;
import picocli.CommandLine.Command;

/// Says what runs here, and whose cryptography.
@Command(
    name = "version",
    description = {
      "Show the version, and whose implementation of each cryptographic algorithm is in use.",
      "A provider that is installed but of no use on this machine is named with the reason."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie version",
      "  coterie version --crypto=jdk --json",
      "  coterie version --crypto=default,x25519=bouncycastle"
    })
final class VersionCommand extends Subcommand {
  @Override
  ExitCode run(Console console) throws IOException {
    var choice = CryptoProviders.standard();
    var text = new StringBuilder(String.join("\n", new Version().getVersion()));
    text.append("\n\ncryptography (").append(choice).append(")");
    var algorithms = Json.object();
    var failed = Json.object();
    for (var served : CryptoProviders.served(choice)) {
      text.append(String.format("%n  %-18s %s", served.algorithm(), served.provider()));
      algorithms.put(served.algorithm(), served.provider());
      served
          .failed()
          .forEach(
              (provider, why) -> {
                text.append(", not ").append(provider).append(": ").append(why);
                failed.put(provider + " " + served.algorithm(), why);
              });
    }
    var absent = Json.object();
    CryptoProviders.absent()
        .forEach(
            (provider, why) -> {
              text.append("\n  not in use: ").append(provider).append(", ").append(why);
              absent.put(provider, why);
            });
    console.answer(
        text.toString(),
        Json.object()
            .put("version", new Version().getVersion()[0])
            .put("crypto", choice.toString())
            .put("algorithms", algorithms)
            .put("failed", failed)
            .put("absent", absent));
    return ExitCode.DONE;
  }
}
