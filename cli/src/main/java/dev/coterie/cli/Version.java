package dev.coterie.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints: the version that the build wrote into the jar, and the Java that runs
/// it.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"coterie " + text() + " (Java " + Runtime.version().feature() + ")"};
  }

  /// The number alone.
  static String text() throws IOException {
    var properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IOException("version.properties is missing from the jar");
      }
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }
}
