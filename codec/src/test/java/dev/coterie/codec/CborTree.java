package dev.coterie.codec;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// CBOR as a tree, to compare what the reader takes with what the writer makes.
sealed interface CborTree {
  record Int(long value) implements CborTree {}

  record Octets(Bytes value) implements CborTree {}

  record Text(String value) implements CborTree {}

  record Bool(boolean value) implements CborTree {}

  record Nil() implements CborTree {}

  record Array(List<CborTree> elements) implements CborTree {}

  record Dictionary(SequencedMap<Long, CborTree> entries) implements CborTree {}

  static void write(CborTree tree, CborWriter out) {
    switch (tree) {
      case Int(var value) -> out.integer(value);
      case Octets(var value) -> out.bytes(value);
      case Text(var value) -> out.text(value);
      case Bool(var value) -> out.bool(value);
      case Nil() -> out.nil();
      case Array(var elements) -> out.array(elements, (to, element) -> write(element, to));
      case Dictionary(var entries) ->
          out.map(map -> entries.forEach((key, value) -> map.put(key, to -> write(value, to))));
    }
  }

  static CborTree read(CborReader in) {
    return switch (in.peek("item")) {
      case INTEGER -> new Int(in.integer("int"));
      case BYTES -> new Octets(in.bytes("bytes"));
      case TEXT -> new Text(in.text("text"));
      case BOOL -> new Bool(in.bool("bool"));
      case NIL -> {
        in.nil("nil");
        yield new Nil();
      }
      case ARRAY -> new Array(in.array("array", CborTree::read));
      case MAP -> {
        var entries = new TreeMap<Long, CborTree>();
        in.map(
            "map",
            map -> {
              for (long key = 0; key < 40; key++) {
                long number = key;
                map.optional(number, CborTree::read).ifPresent(v -> entries.put(number, v));
              }
              return entries;
            });
        yield new Dictionary(entries);
      }
    };
  }
}
