package dev.coterie.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// What a source file may not hold, beyond what the compiler and the formatter see.
final class SourceRules {
  static final int FILE_LINES = 400;
  static final int METHOD_LINES = 80;

  /// Files that are longer, with the length that they may not pass. Each needs a reason.
  static final Map<String, Integer> LONGER_FILES = Map.of();

  private static final Pattern LEFTOVER =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
  private static final Pattern MACHINE = Pattern.compile("[\"' (]/(tmp|home|root|Users|work)/");

  /// One thing to mend.
  record Finding(String file, long line, String what) {
    @Override
    public String toString() {
      return file + ":" + line + ": " + what;
    }
  }

  private SourceRules() {}

  /// All findings.
  ///
  /// @param sources path from the root, with slashes, and text
  static List<Finding> check(List<Map.Entry<String, String>> sources) {
    var found = new ArrayList<Finding>();
    sources.forEach(source -> checkLines(source.getKey(), source.getValue(), found));
    found.addAll(longMethods(sources));
    return found;
  }

  private static void checkLines(String file, String text, List<Finding> found) {
    List<String> lines = text.lines().toList();
    int allowed = LONGER_FILES.getOrDefault(file, FILE_LINES);
    if (lines.size() > allowed) {
      String what = "longer than " + allowed + " lines: split by verb";
      found.add(new Finding(file, lines.size(), what));
    }
    for (int i = 0; i < lines.size(); i++) {
      if (LEFTOVER.matcher(lines.get(i)).find()) {
        found.add(new Finding(file, i + 1, "a leftover mark"));
      }
      if (MACHINE.matcher(lines.get(i)).find()) {
        found.add(new Finding(file, i + 1, "a path of one machine"));
      }
    }
  }

  /// One source in memory, for the compiler's parser.
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("string:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static List<Finding> longMethods(List<Map.Entry<String, String>> sources) {
    var found = new ArrayList<Finding>();
    var files = sources.stream().map(s -> new Source(s.getKey(), s.getValue())).toList();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task = (JavacTask) compiler.getTask(null, null, d -> {}, List.of(), null, files);
    var positions = Trees.instance(task).getSourcePositions();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        String file = unit.getSourceFile().toUri().getPath().substring(1);
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            var map = unit.getLineMap();
            long first = map.getLineNumber(positions.getStartPosition(unit, method));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            if (last - first + 1 > METHOD_LINES) {
              String what = method.getName() + " is longer than " + METHOD_LINES + " lines";
              found.add(new Finding(file, first, what));
            }
            return super.visitMethod(method, null);
          }
        }.scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /// Every Java source of the repository as (path from the root, text), sorted.
  static List<Map.Entry<String, String>> all(Path root) throws IOException {
    var sources = new ArrayList<Map.Entry<String, String>>();
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder :
          folders.filter(f -> Files.exists(f.resolve("pom.xml"))).sorted().toList()) {
        Path src = folder.resolve("src");
        if (!Files.isDirectory(src)) {
          continue;
        }
        try (Stream<Path> files = Files.walk(src)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
            String name = root.relativize(file).toString().replace('\\', '/');
            sources.add(Map.entry(name, Files.readString(file)));
          }
        }
      }
    }
    return sources;
  }
}
