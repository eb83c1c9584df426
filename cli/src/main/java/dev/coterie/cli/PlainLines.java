package dev.coterie.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A chat without a terminal: lines in, lines out.
final class PlainLines implements ChatLines {
  private final BufferedReader in;
  private final Console console;

  PlainLines(InputStream in, Console console) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.console = console;
  }

  @Override
  public Optional<String> read() throws IOException {
    return Optional.ofNullable(in.readLine());
  }

  @Override
  public void show(String line) {
    console.say(line);
  }

  @Override
  public boolean echoes() {
    return false;
  }

  @Override
  public void close() {}
}
