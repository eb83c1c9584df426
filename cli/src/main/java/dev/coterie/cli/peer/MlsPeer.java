package dev.coterie.cli.peer;

import dev.coterie.codec.CoterieException;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonReader;
import dev.coterie.vectors.JsonWriter;
import dev.coterie.vectors.VectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.BiConsumer;

/// Answers requests, line by line, until the input ends. Whatever a line holds, it gets exactly one
/// reply; a request that fails leaves clients and groups as they were, but for message keys that an
/// authentic message had used up.
public final class MlsPeer {
  /// Longest line that is read, in octets: a welcome for tens of thousands, in hexadecimal.
  static final int LONGEST = 64 << 20;

  private final BiConsumer<Request, Json.Builder> operations;
  private final Bench bench;

  private MlsPeer(BiConsumer<Request, Json.Builder> operations, BenchMember.Maker maker) {
    this.operations = operations;
    this.bench = new Bench(maker);
  }

  /// Serves our engine until the input ends.
  ///
  /// @param version what the peer says its version is
  public static void serve(String version, InputStream in, PrintWriter out) throws IOException {
    new MlsPeer(new Operations(version)::run, EngineMember::make).serve(in, out);
  }

  /// Serves timings of another implementation until the input ends: `hello` and `bench`, measured
  /// by the same loops as ours.
  ///
  /// @param hello what the peer says of itself: `name`, `version` and the like
  public static void serveBench(
      Map<String, String> hello, BenchMember.Maker maker, InputStream in, PrintWriter out)
      throws IOException {
    new MlsPeer(
            (request, reply) -> {
              if (!request.operation().equals("hello")) {
                throw new UnsupportedOperationException(
                    "operation \"" + request.operation() + "\": only hello and bench");
              }
              hello.forEach((name, value) -> reply.with(name, new Json.Text(value)));
            },
            maker)
        .serve(in, out);
  }

  private void serve(InputStream in, PrintWriter out) throws IOException {
    var lines = new LineSource(in, LONGEST);
    for (var line = lines.next(); line != null; line = lines.next()) {
      switch (line) {
        case LineSource.Line.Text(var text) when text.isBlank() -> {}
        case LineSource.Line.Text(var text) -> {
          out.println(JsonWriter.write(answer(text)));
          out.flush();
        }
        case LineSource.Line.Unreadable(var why) -> {
          out.println(JsonWriter.write(failure(why)));
          out.flush();
        }
      }
    }
  }

  private Json answer(String line) {
    try {
      var request = new Request(Json.asObject(JsonReader.read(line)));
      Json.Builder reply = Json.object().with("ok", new Json.Bool(true));
      if (request.operation().equals("bench")) {
        bench.run(request, reply);
      } else {
        operations.accept(request, reply);
      }
      return reply.build();
    } catch (UnsupportedOperationException unsupported) {
      return failure("unsupported: " + said(unsupported));
    } catch (VectorException | IllegalArgumentException | IllegalStateException wrong) {
      return failure(said(wrong));
    } catch (CoterieException refused) {
      return failure(refused.getClass().getSimpleName() + ": " + said(refused));
    }
  }

  private static Json failure(String why) {
    return Json.object().with("ok", new Json.Bool(false)).with("error", new Json.Text(why)).build();
  }

  private static String said(RuntimeException problem) {
    String message = problem.getMessage();
    return message == null ? problem.getClass().getSimpleName() : message;
  }
}
