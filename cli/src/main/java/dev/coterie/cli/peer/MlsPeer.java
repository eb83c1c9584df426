package dev.coterie.cli.peer;

import dev.coterie.codec.CoterieException;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonReader;
import dev.coterie.vectors.JsonWriter;
import dev.coterie.vectors.VectorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/// Answers requests, line by line, until the input ends. Whatever a line holds, it gets exactly one
/// reply; a request that fails leaves clients and groups as they were, but for message keys that an
/// authentic message had used up.
public final class MlsPeer {
  /// Longest line that is read, in octets: a welcome for tens of thousands, in hexadecimal.
  static final int LONGEST = 64 << 20;

  private final Operations operations;
  private final Bench bench = new Bench();

  private MlsPeer(String version) {
    this.operations = new Operations(version);
  }

  /// Serves until the input ends.
  ///
  /// @param version what the peer says its version is
  public static void serve(String version, InputStream in, PrintWriter out) throws IOException {
    var peer = new MlsPeer(version);
    var lines = new LineSource(in, LONGEST);
    for (var line = lines.next(); line != null; line = lines.next()) {
      switch (line) {
        case LineSource.Line.Text(var text) when text.isBlank() -> {}
        case LineSource.Line.Text(var text) -> {
          out.println(JsonWriter.write(peer.answer(text)));
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
        operations.run(request, reply);
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
