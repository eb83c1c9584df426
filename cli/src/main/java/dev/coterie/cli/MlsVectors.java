package dev.coterie.cli;

import dev.coterie.crypto.CipherSuite;
import dev.coterie.vectors.MlsVectorSet;
import dev.coterie.vectors.VectorRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Verifies files of test vectors of the MLS working group, and makes such files.
@Command(
    name = "vectors",
    description = {
      "Verify test vectors of MLS, or make them; the kind of a file is recognised by its content.",
      "With --generate, files of every kind are made: the same seed gives the same files.",
      "",
      "Published passive clients have expired long ago. Each of them joins and follows its group in"
          + " the middle of its own lifetime, unless --at says what time it is; that members of a"
          + " group have expired is no reason to fail (RFC 9420, section 7.3)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coterie mls vectors tree-math.json",
      "  coterie mls vectors --json vectors/*.json",
      "  coterie mls vectors --at 2023-06-01T00:00:00Z passive-client-random.json",
      "  coterie mls vectors --generate made --suite 1,2 --seed 7",
      "",
      "Ends each file with \"N passed, N failed, N skipped\"; exits 0 only if nothing failed."
    })
final class MlsVectors extends Subcommand {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files of test vectors.")
  private List<Path> files = List.of();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "What time it is for clients that join, such as 2023-06-01T00:00:00Z.")
  private @Nullable Instant at;

  @Option(
      names = "--generate",
      paramLabel = "DIR",
      description = "Make vectors of every kind in DIR; files of the same names are replaced.")
  private @Nullable Path folder;

  @Option(
      names = "--suite",
      paramLabel = "N",
      split = ",",
      description = "Cipher suites to make vectors for, by number. Default: all.")
  private List<Integer> suites = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where all keys of the vectors come from. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Override
  ExitCode run(Console console) throws IOException {
    if (folder != null) {
      if (!files.isEmpty() || at != null) {
        throw usage("--generate takes neither files nor --at");
      }
      return generate(folder, console);
    }
    if (files.isEmpty()) {
      throw usage("name files to verify, or a folder with --generate");
    }
    if (!suites.isEmpty()) {
      throw usage("--suite goes with --generate: a file says itself which suites it is for");
    }
    return VectorFiles.verify(
        at == null ? VectorRunner.mls() : VectorRunner.mlsAt(at), files, console);
  }

  private ExitCode generate(Path into, Console console) throws IOException {
    List<CipherSuite> wanted =
        suites.isEmpty()
            ? Arrays.asList(CipherSuite.values())
            : suites.stream().distinct().map(this::suite).toList();
    Files.createDirectories(into);
    for (var file : MlsVectorSet.generate(wanted, seed).entrySet()) {
      Path written = Files.writeString(into.resolve(file.getKey()), file.getValue());
      console.answer(
          Printable.line(written.toString()), Json.object().put("file", written.toString()));
    }
    return ExitCode.DONE;
  }

  private CipherSuite suite(int code) {
    return CipherSuite.of(code)
        .orElseThrow(() -> usage("cipher suite " + code + " is not implemented"));
  }

  private ParameterException usage(String why) {
    return new ParameterException(commandLine(), why);
  }
}
