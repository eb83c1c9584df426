package dev.coterie.cli;

import dev.coterie.cli.demo.DemoMember;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A member of `coterie demo`, in a process of its own; not for people.
@Command(name = "demo-member", hidden = true, description = "A member of the demonstration.")
final class DemoMemberCommand extends Subcommand {
  @Option(names = "--name", required = true)
  private String name = "";

  @Option(names = "--folder", required = true)
  private Path folder = Path.of("");

  @Option(names = "--hub", required = true)
  private String hub = "";

  @Override
  ExitCode run(Console console) throws Exception {
    // The director's lines, not a person's answer: neither colours nor JSON.
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    DemoMember.run(name, folder, hub, in, out);
    return ExitCode.DONE;
  }
}
