package dev.coterie.cli.interop;

import dev.coterie.vectors.Json;
import dev.coterie.vectors.JsonReader;
import java.util.ArrayList;
import java.util.List;

/// A script of the working group's runner: steps that a cast performs.
///
/// @param name file and script
record Script(String name, List<Step> steps) {
  /// The scripts of a file, in its order.
  static List<Script> read(String file, String json) {
    List<Script> scripts = new ArrayList<>();
    Json.asObject(JsonReader.read(json))
        .object("scripts")
        .members()
        .forEach(
            (name, steps) ->
                scripts.add(
                    new Script(
                        file + " " + name,
                        ((Json.Arr) steps).objects().stream().map(Step::of).toList())));
    return scripts;
  }
}
