package dev.coterie.cli.interop;

import com.google.protobuf.ByteString;
import dev.coterie.cli.peer.Makings;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireWriter;
import dev.coterie.interopproto.ProposalDescription;
import dev.coterie.mls.group.CommitRequest;
import dev.coterie.mls.group.CommitRequest.PathPolicy;
import dev.coterie.mls.group.KeyPackages;
import dev.coterie.mls.group.TreePlacement;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.PreSharedKeyId;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.ProtocolVersion;
import dev.coterie.mls.message.SuiteId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the interface says, in the engine's words, and back.
final class Words {
  private static final int SHOWN = 40;

  /// Proposals of which a commit holds one at most.
  private static final Set<String> SINGLE = Set.of("groupContextExtensions", "reinit");

  private Words() {}

  static Bytes bytes(ByteString octets) {
    return Bytes.wrap(octets.toByteArray());
  }

  static List<Bytes> bytes(List<ByteString> all) {
    return all.stream().map(Words::bytes).toList();
  }

  static ByteString octets(Bytes bytes) {
    return ByteString.copyFrom(bytes.toArray());
  }

  /// A name, for people: as text if that is what it is.
  static String shown(Bytes name) {
    String text = ByteString.copyFrom(name.toArray()).isValidUtf8() ? name.utf8() : name.toHex();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  static List<KeyPackage> keyPackages(List<ByteString> messages) {
    return bytes(messages).stream().map(KeyPackages::read).toList();
  }

  static TreePlacement placement(boolean beside) {
    return beside ? TreePlacement.BESIDE : TreePlacement.INSIDE;
  }

  /// A list of extensions, each read whole.
  static List<Extension> extensions(List<dev.coterie.interopproto.Extension> said) {
    var out = new WireWriter();
    out.vector(
        body ->
            said.forEach(
                one -> {
                  if (one.getExtensionType() < 0 || one.getExtensionType() > 0xffff) {
                    throw new IllegalArgumentException(
                        "extension type " + Integer.toUnsignedString(one.getExtensionType()));
                  }
                  body.uint16(one.getExtensionType()).opaque(bytes(one.getExtensionData()));
                }));
    return Extensions.CODEC.decode(out.toBytes());
  }

  static Proposal.ReInit reInit(
      ByteString groupId, int suite, List<dev.coterie.interopproto.Extension> extensions) {
    return new Proposal.ReInit(
        new GroupId(bytes(groupId)),
        ProtocolVersion.MLS10,
        SuiteId.of(Makings.suite(suite)),
        extensions(extensions));
  }

  static PreSharedKeyId.Source external(ByteString id) {
    return new PreSharedKeyId.Source.External(bytes(id));
  }

  static String type(ProposalDescription said) {
    return said.getProposalType().toStringUtf8();
  }

  /// What a commit is to hold by value.
  static CommitRequest commit(Seat seat, dev.coterie.interopproto.CommitRequest said) {
    CommitRequest request =
        CommitRequest.empty()
            .path(said.getForcePath() ? PathPolicy.ALWAYS : PathPolicy.WHEN_NEEDED)
            .tree(placement(said.getExternalTree()));
    var types =
        said.getByValueList().stream()
            .map(Words::type)
            .filter(SINGLE::contains)
            .collect(Collectors.groupingBy(type -> type, Collectors.counting()));
    types.forEach(
        (type, count) -> {
          if (count > 1) {
            throw new IllegalArgumentException(count + " of \"" + type + "\" in one commit");
          }
        });
    for (ProposalDescription one : said.getByValueList()) {
      request = with(seat, request, one);
    }
    return request;
  }

  private static CommitRequest with(Seat seat, CommitRequest request, ProposalDescription one) {
    return switch (type(one)) {
      case "add" -> request.add(KeyPackages.read(bytes(one.getKeyPackage())));
      case "remove" -> request.remove(seat.leafOf(bytes(one.getRemovedId())));
      case "externalPSK" -> request.psk(external(one.getPskId()));
      case "resumptionPSK" -> request.psk(seat.group().resumptionKey(new Epoch(one.getEpochId())));
      case "groupContextExtensions" -> request.extensions(extensions(one.getExtensionsList()));
      case "reinit" ->
          request.reInit(reInit(one.getGroupId(), one.getCipherSuite(), one.getExtensionsList()));
      default -> throw unknown(one);
    };
  }

  static IllegalArgumentException unknown(ProposalDescription said) {
    return new IllegalArgumentException(
        "a proposal of type \"" + shown(bytes(said.getProposalType())) + "\"");
  }
}
