package dev.coterie.vectors.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.Flag;
import dev.coterie.gbp.GbpExtension;
import dev.coterie.gbp.GbpHeader;
import dev.coterie.gbp.HandshakeMark;
import dev.coterie.gbp.LogPosition;
import dev.coterie.gbp.MediaHeader;
import dev.coterie.gbp.StreamId;
import dev.coterie.gbp.StreamType;
import dev.coterie.gbp.control.Ack;
import dev.coterie.gbp.control.CapabilityNotice;
import dev.coterie.gbp.control.ControlMessage;
import dev.coterie.gbp.control.DigestRequest;
import dev.coterie.gbp.control.DigestResponse;
import dev.coterie.gbp.control.DigestResponse.EpochDigest;
import dev.coterie.gbp.control.Effect;
import dev.coterie.gbp.control.ErrorClass;
import dev.coterie.gbp.control.ErrorObject;
import dev.coterie.gbp.control.ForkReport;
import dev.coterie.gbp.control.GbpError;
import dev.coterie.gbp.control.InvalidCommitReport;
import dev.coterie.gbp.control.Nack;
import dev.coterie.gbp.control.Subject;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.vectors.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// Values of every structure, ordinary ones and those at the edges of their ranges.
final class EncodingSamples {
  static final Bytes HASH = run(0xa0, 32);
  static final Bytes OTHER = run(0xc0, 32);
  private static final LeafIndex LAST_LEAF = new LeafIndex(LeafIndex.LIMIT - 1);

  private EncodingSamples() {}

  static Bytes run(int first, int size) {
    var octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (first + i);
    }
    return Bytes.wrap(octets);
  }

  static List<Json.Obj> vectors() {
    var vectors = new ArrayList<Json.Obj>();
    for (int suite : new int[] {0, 4, 0xffff}) {
      vectors.add(
          HeaderShapes.EXTENSION.vector(
              "media suite " + suite, new GbpExtension(GbpExtension.Sequencer.HUB_LOG, suite)));
    }
    headers().forEach(header -> vectors.add(HeaderShapes.HEADER.vector("header", header)));
    for (long sequence : new long[] {0, 23, 24, 255, 256, 65_536, 1L << 32, Long.MAX_VALUE}) {
      var mark = new HandshakeMark(new LogPosition(sequence, HASH));
      vectors.add(HeaderShapes.MARK.vector("after record " + sequence, mark));
    }
    for (int channel : new int[] {0, 1, 255}) {
      var header = new MediaHeader(new StreamId(LAST_LEAF, channel), Set.of(), 50L * 3600 * 24);
      vectors.add(HeaderShapes.MEDIA.vector("channel " + channel, header));
    }
    controls()
        .forEach(
            message ->
                vectors.add(ControlShapes.CONTROL.vector(message.body().opcode().name(), message)));
    TextSamples.all()
        .forEach((title, message) -> vectors.add(TextShapes.TEXT.vector(title, message)));
    AudioShapes.samples()
        .forEach((title, payload) -> vectors.add(AudioShapes.AUDIO.vector(title, payload)));
    vectors.addAll(ReturnShapes.samples());
    return vectors;
  }

  static List<GbpHeader> headers() {
    var headers = new ArrayList<GbpHeader>();
    var position = new LogPosition(41, HASH);
    for (var type : StreamType.values()) {
      for (var leaf : List.of(new LeafIndex(0), new LeafIndex(300), LAST_LEAF)) {
        var stream = new StreamId(leaf, type.code());
        headers.add(new GbpHeader(type, stream, Set.of(), 1, GbpHeader.CBOR, position));
      }
    }
    var stream = new StreamId(new LeafIndex(3), 255);
    for (int bits = 0; bits <= 28; bits += 4) {
      headers.add(
          new GbpHeader(StreamType.TEXT, stream, Flag.ofBits(bits), 24, GbpHeader.CBOR, position));
    }
    for (int codec : new int[] {1, 2, 128, 255}) {
      headers.add(new GbpHeader(StreamType.TEXT, stream, Set.of(), 256, codec, position));
    }
    var far = new LogPosition(Long.MAX_VALUE, OTHER);
    var all = EnumSet.allOf(Flag.class);
    headers.add(new GbpHeader(StreamType.SIGNAL, stream, all, Long.MAX_VALUE, 255, far));
    return headers;
  }

  private static List<ControlMessage> controls() {
    var subject = new Subject(StreamType.TEXT, new StreamId(new LeafIndex(3), 0), 17);
    var far = new Subject(StreamType.SIGNAL, new StreamId(LAST_LEAF, 255), Long.MAX_VALUE);
    var messages = new ArrayList<ControlMessage>();
    for (long epoch : new long[] {0, 4, Long.MAX_VALUE, -1}) {
      messages.add(new ControlMessage(0xffff_ffffL, new DigestRequest(new Epoch(epoch))));
      messages.add(new ControlMessage(1, new DigestResponse(new Epoch(epoch), List.of())));
    }
    var digests =
        LongStream.range(0, 64).mapToObj(i -> new EpochDigest(new Epoch(i), HASH, 7 * i)).toList();
    messages.add(new ControlMessage(7, new DigestResponse(Epoch.ZERO, digests)));
    int invalid = GbpError.COMMIT_INVALID.code();
    for (var details : List.of("", "confirmation tag", "é".repeat(128))) {
      messages.add(ControlMessage.of(new InvalidCommitReport(42, HASH, OTHER, invalid, details)));
    }
    var classes = List.of(CapabilityNotice.CLASS_A, CapabilityNotice.CLASS_B);
    messages.add(ControlMessage.of(new CapabilityNotice(List.of(2L), classes, List.of(4, 5))));
    messages.add(ControlMessage.of(new CapabilityNotice(List.of(0L, 9L), List.of(), List.of())));
    messages.add(ControlMessage.of(new Ack(subject)));
    messages.add(ControlMessage.of(new Ack(far)));
    Arrays.stream(GbpError.values())
        .map(error -> new Nack(subject, ErrorObject.of(error, error.name())))
        .forEach(nack -> messages.add(ControlMessage.of(nack)));
    var own = new ErrorObject(0xf123, ErrorClass.TRANSPORT, EnumSet.allOf(Effect.class), "", HASH);
    messages.add(ControlMessage.of(new Nack(far, own)));
    var claimed = new LogPosition(41, HASH);
    var leaf = new LeafIndex(3);
    messages.add(
        ControlMessage.of(new ForkReport(leaf, new Epoch(5), claimed, 45, Optional.of(OTHER))));
    messages.add(
        ControlMessage.of(new ForkReport(leaf, new Epoch(-1), claimed, 41, Optional.empty())));
    return messages;
  }
}
