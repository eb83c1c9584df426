package dev.coterie.gbp;

import dev.coterie.codec.Bytes;
import dev.coterie.gbp.control.Ack;
import dev.coterie.gbp.control.CapabilityNotice;
import dev.coterie.gbp.control.ControlBody;
import dev.coterie.gbp.control.ControlMessage;
import dev.coterie.gbp.control.DigestRequest;
import dev.coterie.gbp.control.DigestResponse;
import dev.coterie.gbp.control.DigestResponse.EpochDigest;
import dev.coterie.gbp.control.ErrorObject;
import dev.coterie.gbp.control.ForkReport;
import dev.coterie.gbp.control.GbpError;
import dev.coterie.gbp.control.InvalidCommitReport;
import dev.coterie.gbp.control.Nack;
import dev.coterie.gbp.control.Subject;
import dev.coterie.gbp.form.KeyedForm;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.LeafIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The examples of `docs/gbp2.md` that belong to this room, made by the code.
public final class Gbp2Examples {
  /// A hash, a0 to bf.
  public static final Bytes HASH = run(0xa0, 32);

  /// Another, c0 to df.
  public static final Bytes OTHER = run(0xc0, 32);

  /// Where the examples stand in the log.
  public static final LogPosition POSITION = new LogPosition(41, HASH);

  private Gbp2Examples() {}

  /// An example with its form.
  public record Example<T>(KeyedForm<T> form, T value) {
    /// Its octets.
    public Bytes octets() {
      return form.encode(value);
    }
  }

  /// Octets that count up.
  public static Bytes run(int first, int size) {
    var octets = new byte[size];
    for (int i = 0; i < size; i++) {
      octets[i] = (byte) (first + i);
    }
    return Bytes.wrap(octets);
  }

  /// Leaf 3, first channel.
  public static StreamId three() {
    return new StreamId(new LeafIndex(3), 0);
  }

  /// The header of the text example.
  public static GbpHeader textHeader() {
    return new GbpHeader(StreamType.TEXT, three(), Set.of(), 17, GbpHeader.CBOR, POSITION);
  }

  /// All of them by name.
  public static Map<String, Example<?>> all() {
    var all = new LinkedHashMap<String, Example<?>>();
    all.put("extension", new Example<>(GbpExtension.FORM, GbpExtension.recommended()));
    all.put("header-text", new Example<>(GbpHeader.FORM, textHeader()));
    var farAway = new StreamId(new LeafIndex(300), 0);
    var first =
        new GbpHeader(
            StreamType.CONTROL,
            farAway,
            Set.of(Flag.SYSTEM),
            1,
            GbpHeader.CBOR,
            new LogPosition(0, OTHER));
    all.put("header-control", new Example<>(GbpHeader.FORM, first));
    all.put("mark", new Example<>(HandshakeMark.FORM, new HandshakeMark(POSITION)));
    var media = new MediaHeader(new StreamId(new LeafIndex(3), 1), Set.of(), 70_000);
    all.put("header-media", new Example<>(MediaHeader.FORM, media));
    all.put("return-request", new Example<>(ReturnRequest.FORM, request()));
    all.put(
        "return-answer",
        new Example<>(ReturnAnswer.FORM, new ReturnAnswer(43, 0, 1, run(0, 16), POSITION)));
    bodies().forEach((name, message) -> all.put(name, new Example<>(ControlMessage.FORM, message)));
    return all;
  }

  /// Somebody who cannot open record 41 asks for the first time.
  private static ReturnRequest request() {
    return new ReturnRequest(
        new GroupId(run(0x10, 4)), ReturnReason.BLOCKED, Optional.of(POSITION), 1);
  }

  private static Map<String, ControlMessage> bodies() {
    var subject = Subject.of(textHeader());
    var bodies = new LinkedHashMap<String, ControlMessage>();
    bodies.put(
        "capabilities",
        of(
            0,
            new CapabilityNotice(
                List.of(2L),
                List.of(CapabilityNotice.CLASS_A, CapabilityNotice.CLASS_B),
                List.of(4))));
    bodies.put("digest-request", of(7, new DigestRequest(new Epoch(4))));
    bodies.put(
        "digest-response",
        of(
            7,
            new DigestResponse(
                new Epoch(3),
                List.of(
                    new EpochDigest(new Epoch(4), HASH, 38),
                    new EpochDigest(new Epoch(5), OTHER, 40)))));
    int invalid = GbpError.COMMIT_INVALID.code();
    bodies.put(
        "report-invalid-commit",
        of(0, new InvalidCommitReport(42, HASH, OTHER, invalid, "confirmation tag")));
    bodies.put("ack", of(0, new Ack(subject)));
    bodies.put(
        "nack",
        of(0, new Nack(subject, ErrorObject.of(GbpError.GTP_BAD_LENGTH, "GTP_BAD_LENGTH"))));
    var leaf = new LeafIndex(3);
    bodies.put(
        "report-fork", of(0, new ForkReport(leaf, new Epoch(5), POSITION, 45, Optional.of(OTHER))));
    return bodies;
  }

  private static ControlMessage of(long request, ControlBody body) {
    return new ControlMessage(request, body);
  }
}
