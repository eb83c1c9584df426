package dev.coterie.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One fenced block of Java in a document, and the output that the document promises in a block of
/// `text` right below.
///
/// @param document the name of the document
/// @param line the line of the fence, from 1
/// @param code what is between the fences
/// @param output the promised output, where there is one
record Example(String document, int line, String code, Optional<String> output) {
  private record Fence(int line, String language, String body, boolean follows) {}

  /// The examples of a document, in order. A block marked `java ignore` is none.
  static List<Example> in(String document, String text) {
    List<Fence> fences = fences(text);
    var examples = new ArrayList<Example>();
    for (int i = 0; i < fences.size(); i++) {
      Fence fence = fences.get(i);
      if (fence.language().equals("java")) {
        Optional<String> output = Optional.empty();
        if (i + 1 < fences.size()) {
          Fence next = fences.get(i + 1);
          if (next.follows() && next.language().equals("text")) {
            output = Optional.of(next.body());
          }
        }
        examples.add(new Example(document, fence.line(), fence.body(), output));
      }
    }
    return examples;
  }

  /// A source file that `java` runs as it stands: statements alone get the `main` that they lack.
  String source() {
    if (code.contains("void main(")) {
      return code;
    }
    var imports = new StringBuilder();
    var statements = new StringBuilder();
    code.lines()
        .forEach(l -> (l.startsWith("import ") ? imports : statements).append(l).append('\n'));
    return imports + "void main() throws Exception {\n" + statements + "}\n";
  }

  @Override
  public String toString() {
    return document + ":" + line;
  }

  /// All fences, each with whether only blank lines are between it and the one before.
  private static List<Fence> fences(String text) {
    var fences = new ArrayList<Fence>();
    List<String> lines = text.lines().toList();
    boolean onlyBlank = false;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("```")) {
        onlyBlank &= lines.get(i).isBlank();
        continue;
      }
      int start = i;
      var body = new StringBuilder();
      for (i++; i < lines.size() && !lines.get(i).startsWith("```"); i++) {
        body.append(lines.get(i)).append('\n');
      }
      String language = lines.get(start).substring(3).strip();
      fences.add(new Fence(start + 1, language, body.toString(), onlyBlank));
      onlyBlank = true;
    }
    return fences;
  }
}
