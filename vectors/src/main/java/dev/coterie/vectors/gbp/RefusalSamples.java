package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.List;

/// Damaged encodings: cuts and additions of real ones, and inputs made by hand.
final class RefusalSamples {
  private static final String HEAD_END = "0618290758 20" + EncodingSamples.HASH.toHex();
  private static final String ID = "000102030405060708090a0b0c0d0e0f";

  private RefusalSamples() {}

  static List<Json.Obj> vectors() {
    var vectors = new ArrayList<Json.Obj>();
    for (var shape : EncodingVectors.SHAPES) {
      var real = example(shape);
      vectors.add(RefusalVectors.vector("nothing", shape, Bytes.EMPTY));
      vectors.add(RefusalVectors.vector("cut", shape, real.slice(0, real.size() - 1)));
      vectors.add(RefusalVectors.vector("more", shape, Bytes.concat(real, Bytes.of(0))));
      vectors.add(RefusalVectors.vector("tagged", shape, Bytes.concat(Bytes.of(0xc1), real)));
      vectors.add(RefusalVectors.vector("an array", shape, Bytes.of(0x80)));
    }
    headers(vectors);
    others(vectors);
    AudioShapes.refusals().forEach((title, hex) -> add(vectors, AudioShapes.AUDIO, title, hex));
    return vectors;
  }

  private static Bytes example(Shape<?> shape) {
    return EncodingSamples.vectors().stream()
        .filter(vector -> vector.text("structure").equals(shape.name()))
        .findFirst()
        .orElseThrow()
        .hex("encoding");
  }

  private static void add(List<Json.Obj> to, Shape<?> shape, String title, String hex) {
    to.add(RefusalVectors.vector(title, shape, Bytes.fromHex(hex.replace(" ", ""))));
  }

  private static void headers(List<Json.Obj> to) {
    var header = HeaderShapes.HEADER;
    add(to, header, "other magic", "a6 0064 67627031 0102 02190300 0411" + HEAD_END);
    add(to, header, "unknown stream type", "a6 0064 67627032 0104 02190300 0411" + HEAD_END);
    add(
        to,
        header,
        "stream id too large",
        "a6 0064 67627032 0102 021b0000004000000000 0411" + HEAD_END);
    add(to, header, "unknown flag", "a7 0064 67627032 0102 02190300 0301 0411" + HEAD_END);
    add(to, header, "no flags, written", "a7 0064 67627032 0102 02190300 0300 0411" + HEAD_END);
    add(to, header, "sequence 0", "a6 0064 67627032 0102 02190300 0400" + HEAD_END);
    add(
        to,
        header,
        "sequence 2^63",
        "a6 0064 67627032 0102 02190300 041b8000000000000000" + HEAD_END);
    add(to, header, "CBOR, written", "a7 0064 67627032 0102 02190300 0411 0500" + HEAD_END);
    add(to, header, "codec 256", "a7 0064 67627032 0102 02190300 0411 05190100" + HEAD_END);
    add(to, header, "no log position", "a4 0064 67627032 0102 02190300 0411");
    add(to, header, "number not shortest", "a6 0064 67627032 0102 021a00000300 0411" + HEAD_END);
    add(to, header, "keys out of order", "a6 0064 67627032 02190300 0102 0411" + HEAD_END);
    add(to, header, "key twice", "a7 0064 67627032 0102 0102 02190300 0411" + HEAD_END);
    add(to, header, "text key", "a7 0064 67627032 0102 02190300 0411" + HEAD_END + "6161 00");
    add(to, header, "indefinite map", "bf 0064 67627032 0102 02190300 0411" + HEAD_END + "ff");
    add(to, header, "negative sequence", "a6 0064 67627032 0102 02190300 0420" + HEAD_END);
    add(to, header, "floating point", "a6 0064 67627032 0102 02190300 04f93c00" + HEAD_END);
    add(to, HeaderShapes.EXTENSION, "version 3", "a3 0003 0100 0204");
    add(to, HeaderShapes.EXTENSION, "coordinator", "a3 0002 0101 0204");
    add(to, HeaderShapes.EXTENSION, "gossip", "a3 0002 0102 0204");
    add(to, HeaderShapes.MEDIA, "text stream", "a4 0064 67627032 0102 02190301 0401");
    add(to, ReturnShapes.REQUEST, "version 3", "a4 0003 014110 0204 0301");
    add(to, ReturnShapes.REQUEST, "no group", "a4 0002 0140 0204 0301");
    add(to, ReturnShapes.REQUEST, "reason 6", "a4 0002 014110 0206 0301");
    add(to, ReturnShapes.REQUEST, "attempt 0", "a4 0002 014110 0204 0300");
    add(to, ReturnShapes.REQUEST, "attempt 17", "a4 0002 014110 0204 0311");
    add(to, ReturnShapes.REQUEST, "no log head", "a5 0002 014110 0204 0301 061829");
    add(to, ReturnShapes.ANSWER, "kind 2", "a6 0064 67627032 0102 02182b 0541 00" + HEAD_END);
    add(to, ReturnShapes.ANSWER, "record 0", "a6 0064 67627032 0101 0200 0541 00" + HEAD_END);
    add(to, ReturnShapes.ANSWER, "empty", "a6 0064 67627032 0101 02182b 0540" + HEAD_END);
    add(
        to,
        ReturnShapes.ANSWER,
        "one of one, written",
        "a7 0064 67627032 0101 02182b 0401 0541 00" + HEAD_END);
    add(
        to,
        ReturnShapes.ANSWER,
        "piece 2 of 2",
        "a8 0064 67627032 0101 02182b 0302 0402 0541 00" + HEAD_END);
  }

  private static void others(List<Json.Obj> to) {
    var control = ControlShapes.CONTROL;
    for (int opcode : new int[] {1, 2, 3, 4, 12}) {
      add(to, control, "opcode " + opcode, "a3 00 %02x 0100 02a0".formatted(opcode));
    }
    add(to, control, "opcode 0", "a3 0000 0100 02a0");
    add(to, control, "request 2^32", "a3 0005 011b0000000100000000 02a10004");
    add(to, control, "listed code, other class", "a3000a010002a2008302190300110 1a3000501030200");
    add(to, control, "subject of two", "a3 0009 0100 02a1 00 82 02 190300");
    add(to, control, "features out of order", "a3 0008 0100 02a3 00 8102 01 82 6162 6161 02 80");
    var text = TextShapes.TEXT;
    add(to, text, "unknown kind", "a1 0005");
    add(to, text, "short id", "a3 0000 01 4f 000102030405060708090a0b0c0d0e 06 6178");
    add(to, text, "not UTF-8", "a3 0000 01 50" + ID + "06 61ff");
    add(to, text, "surrogate", "a3 0000 01 50" + ID + "06 63eda080");
    add(to, text, "overlong", "a3 0000 01 50" + ID + "06 62c080");
    add(to, text, "plain, written", "a4 0000 01 50" + ID + "05 00 06 6178");
    add(to, text, "unknown form", "a4 0000 01 50" + ID + "05 02 06 6178");
    add(to, text, "unknown flag", "a4 0000 01 50" + ID + "03 08 06 6178");
    add(to, text, "year 10000", "a4 0000 01 50" + ID + "02 1b0000e677d21fdc00 06 6178");
    add(to, text, "no media type", "a4 0001 01 50" + ID + "05 6161 06 40");
    add(to, text, "receipt of nothing", "a4 0002 01 50" + ID + "05 00 06 80");
    add(
        to,
        text,
        "name with a path",
        "a7 0003 01 50"
            + ID
            + "05 63612f62 06 63612f62 07 00 08 190400 09 5820"
            + EncodingSamples.HASH.toHex());
    add(to, text, "empty chunk", "a5 0004 01 50" + ID + "05 50" + ID + "06 00 07 40");
  }
}
