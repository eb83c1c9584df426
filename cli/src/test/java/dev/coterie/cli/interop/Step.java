package dev.coterie.cli.interop;

import com.google.protobuf.ByteString;
import dev.coterie.interopproto.Extension;
import dev.coterie.vectors.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One step of a script, or an object in it: what is not said is false, 0 or empty, and capitals in
/// the names of members do not count, as in the working group's runner.
///
/// @param members by name in small letters
record Step(Map<String, Json> members) {
  static Step of(Json.Obj object) {
    Map<String, Json> members = new LinkedHashMap<>();
    object.members().forEach((name, value) -> members.put(name.toLowerCase(Locale.ROOT), value));
    return new Step(members);
  }

  private Optional<Json> find(String name) {
    return Optional.ofNullable(members.get(name.toLowerCase(Locale.ROOT)));
  }

  String text(String name) {
    return find(name).map(Step::text).orElse("");
  }

  int number(String name) {
    return find(name).map(value -> Math.toIntExact(Json.asNumber(value))).orElse(0);
  }

  /// Whether any of these is true: the files spell some names in two ways.
  boolean flag(String... names) {
    return Stream.of(names)
        .flatMap(name -> find(name).stream())
        .anyMatch(value -> value.equals(new Json.Bool(true)));
  }

  List<String> texts(String name) {
    return items(name).map(Step::text).toList();
  }

  List<Integer> numbers(String name) {
    return items(name).map(value -> Math.toIntExact(Json.asNumber(value))).toList();
  }

  List<Step> objects(String name) {
    return items(name).map(value -> of(Json.asObject(value))).toList();
  }

  Step object(String name) {
    return of(Json.asObject(find(name).orElseThrow()));
  }

  /// Their data are in base64.
  List<Extension> extensions() {
    return objects("extensions").stream()
        .map(
            one ->
                Extension.newBuilder()
                    .setExtensionType(one.number("extension_type"))
                    .setExtensionData(
                        ByteString.copyFrom(Base64.getDecoder().decode(one.text("extension_data"))))
                    .build())
        .toList();
  }

  private Stream<Json> items(String name) {
    return find(name).stream()
        .flatMap(
            value -> {
              if (value instanceof Json.Arr(var items)) {
                return items.stream();
              }
              throw new IllegalArgumentException("\"" + name + "\" is no array");
            });
  }

  private static String text(Json value) {
    if (value instanceof Json.Text(var text)) {
      return text;
    }
    throw new IllegalArgumentException("no text: " + value);
  }
}
