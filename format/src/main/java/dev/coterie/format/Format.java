package dev.coterie.format;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Brings every Java source below a folder into the one shape that the build accepts.
public final class Format {
  private final Formatter formatter =
      new Formatter(
          JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

  /// Formats in place and names what it changed.
  ///
  /// @param args the root of the repository
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("expected one argument, the root of the repository");
    }
    var format = new Format();
    for (Path source : sources(Path.of(args[0]))) {
      String text = Files.readString(source);
      String formatted = format.formatted(source, text);
      if (!formatted.equals(text)) {
        Files.writeString(source, formatted);
        System.out.println("formatted " + source);
      }
    }
  }

  /// The text as it should be; the same text where nothing is to be done.
  ///
  /// @throws IllegalStateException where the text does not parse, naming the file
  String formatted(Path source, String text) {
    try {
      return formatter.formatSourceAndFixImports(text);
    } catch (FormatterException e) {
      throw new IllegalStateException(source + " does not parse: " + e.getMessage(), e);
    }
  }

  /// Every Java source below a root, in order. Build output, hidden folders and links are left out.
  static List<Path> sources(Path root) throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean skipped = name.equals("target") || name.startsWith(".");
            return skipped && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }
}
