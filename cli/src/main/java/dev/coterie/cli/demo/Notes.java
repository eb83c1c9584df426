package dev.coterie.cli.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// What a member writes down during the call, in the form of [MemberLines]; in the end somebody
/// else reads it. Safe for several threads.
///
/// ```
/// wire     out FRAME · dropped FRAME · in EPOCH FROM FRAME     EPOCH is where the member was
/// spoken   TIME FATE OPUS
/// heard    packet SEQUENCE TIME HASH · recovered SEQUENCE · concealed SEQUENCE
///          · keyless COUNT                    in the end: frames lost for want of a key
/// ```
final class Notes implements AutoCloseable {
  static final String OUT = "out";
  static final String DROPPED = "dropped";
  static final String IN = "in";
  static final String PACKET = "packet";
  static final String RECOVERED = "recovered";
  static final String CONCEALED = "concealed";
  static final String KEYLESS = "keyless";

  private final BufferedWriter out;

  private Notes(BufferedWriter out) {
    this.out = out;
  }

  static Path wire(Path folder) {
    return folder.resolve("call-wire.txt");
  }

  static Path spoken(Path folder) {
    return folder.resolve("call-spoken.txt");
  }

  static Path heard(Path folder) {
    return folder.resolve("call-heard.txt");
  }

  /// Goes on with a file, or begins it.
  static Notes to(Path file) throws IOException {
    return new Notes(
        Files.newBufferedWriter(
            file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /// The lines of a file; none if there is no file.
  static List<List<String>> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
        .map(MemberLines::words)
        .toList();
  }

  synchronized void write(Object... words) {
    try {
      out.write(MemberLines.line(words));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("notes of the call", e);
    }
  }

  /// Brings everything to the file: a process that is killed later has told all this.
  synchronized void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("notes of the call", e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("notes of the call", e);
    }
  }
}
