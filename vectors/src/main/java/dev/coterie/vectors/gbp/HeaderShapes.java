package dev.coterie.vectors.gbp;

import dev.coterie.gbp.Flag;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.HandshakeMark;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.vectors.Json;
import java.util.List;

/// Extension, headers and mark: `docs/gbp2.md` §2, §3, §9, §13.
final class HeaderShapes {
  static final Shape<GbpExtension> EXTENSION =
      new Shape<>(
          "extension",
          GbpExtension.FORM,
          GbpExtension.class,
          value ->
              Json.object().with("sequencer", 0).with("media_suite", value.mediaSuite()).build(),
          in -> new GbpExtension(GbpExtension.Sequencer.HUB_LOG, in.small("media_suite")));

  static final Shape<GbpHeader> HEADER =
      new Shape<>(
          "header", GbpHeader.FORM, GbpHeader.class, HeaderShapes::show, HeaderShapes::read);

  static final Shape<HandshakeMark> MARK =
      new Shape<>(
          "mark",
          HandshakeMark.FORM,
          HandshakeMark.class,
          value -> Fields.position(Json.object(), value.position()).build(),
          in -> new HandshakeMark(Fields.position(in)));

  static final Shape<MediaHeader> MEDIA =
      new Shape<>(
          "media header",
          MediaHeader.FORM,
          MediaHeader.class,
          value ->
              Fields.stream(Json.object(), value.stream())
                  .with("flags", Flag.toBits(value.flags()))
                  .with("sequence", value.sequence())
                  .build(),
          in -> new MediaHeader(Fields.stream(in), Fields.flags(in), in.number("sequence")));

  static final List<Shape<?>> ALL = List.of(EXTENSION, HEADER, MARK, MEDIA);

  private HeaderShapes() {}

  private static Json.Obj show(GbpHeader header) {
    var out = Json.object().with("stream_type", header.type().code());
    Fields.stream(out, header.stream())
        .with("flags", Flag.toBits(header.flags()))
        .with("sequence", header.sequence())
        .with("codec", header.codec());
    return Fields.position(out, header.position()).build();
  }

  private static GbpHeader read(Json.Obj in) {
    return new GbpHeader(
        Fields.type(in),
        Fields.stream(in),
        Fields.flags(in),
        in.number("sequence"),
        in.small("codec"),
        Fields.position(in));
  }
}
