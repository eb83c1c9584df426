package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;

/// A change to a group that waits for a commit. RFC 9420 §12.1:
///
/// ```
/// struct { ProposalType proposal_type; select (proposal_type) { ... }; } Proposal;
/// ```
///
/// The registry is open, but a proposal of an unknown type has no length that a reader could skip,
/// so it is refused.
public sealed interface Proposal extends Content {
  /// The codec, type included.
  Codec<Proposal> CODEC = Codec.of(Proposal::read, Proposal::write);

  /// The code of the type.
  int type();

  @Override
  default ContentType contentType() {
    return ContentType.PROPOSAL;
  }

  /// Whether RFC 9420 obliges everybody to support a type, so that capabilities never list it.
  static boolean isDefault(int type) {
    return type >= Add.TYPE && type <= GroupContextExtensions.TYPE;
  }

  /// The codec of the body alone, for one known type.
  static Codec<Proposal> body(int type) {
    if (!isDefault(type)) {
      throw new IllegalArgumentException("proposal type " + type + " is not known");
    }
    return Codec.of(
        in -> readBody(type, in),
        (proposal, out) -> {
          if (proposal.type() != type) {
            throw new IllegalArgumentException("a proposal of another type");
          }
          writeBody(proposal, out);
        });
  }

  /// A client comes in.
  ///
  /// @param keyPackage which it published
  record Add(KeyPackage keyPackage) implements Proposal {
    /// The code of this type.
    public static final int TYPE = 1;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// The sender replaces its own leaf.
  ///
  /// @param leafNode the new one
  record Update(LeafNode leafNode) implements Proposal {
    /// The code of this type.
    public static final int TYPE = 2;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// A member goes out.
  ///
  /// @param removed which one
  record Remove(LeafIndex removed) implements Proposal {
    /// The code of this type.
    public static final int TYPE = 3;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// A pre-shared key is mixed in.
  ///
  /// @param psk which one
  record PreSharedKey(PreSharedKeyId psk) implements Proposal {
    /// The code of this type.
    public static final int TYPE = 4;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// The group ends, and goes on with other parameters.
  ///
  /// @param groupId its new name
  /// @param version its new version
  /// @param cipherSuite its new suite
  /// @param extensions its new extensions
  record ReInit(
      GroupId groupId, ProtocolVersion version, SuiteId cipherSuite, List<Extension> extensions)
      implements Proposal {
    /// The code of this type.
    public static final int TYPE = 5;

    /// Copies the list; two extensions of one type are misuse.
    public ReInit {
      extensions = Extensions.copyOf(extensions);
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// Part of a commit by which somebody adds itself.
  ///
  /// @param kemOutput yields the init secret
  record ExternalInit(Bytes kemOutput) implements Proposal {
    /// The code of this type.
    public static final int TYPE = 6;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// The extensions of the group context are replaced, all of them.
  ///
  /// @param extensions the new ones; an empty list clears them
  record GroupContextExtensions(List<Extension> extensions) implements Proposal {
    /// The code of this type.
    public static final int TYPE = 7;

    /// Copies the list; two extensions of one type are misuse.
    public GroupContextExtensions {
      extensions = Extensions.copyOf(extensions);
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  private static Proposal read(WireReader in) {
    int type = in.uint16("proposal_type");
    if (!isDefault(type)) {
      throw in.malformed("proposal_type", "a type without a known encoding");
    }
    return readBody(type, in);
  }

  private static Proposal readBody(int type, WireReader in) {
    return switch (type) {
      case Add.TYPE -> new Add(KeyPackage.CODEC.read(in));
      case Update.TYPE -> new Update(LeafNode.CODEC.read(in));
      case Remove.TYPE -> new Remove(LeafIndex.read(in, "removed"));
      case PreSharedKey.TYPE -> new PreSharedKey(PreSharedKeyId.CODEC.read(in));
      case ReInit.TYPE ->
          new ReInit(
              GroupId.read(in),
              ProtocolVersion.read(in),
              SuiteId.read(in),
              Extensions.CODEC.read(in));
      case ExternalInit.TYPE -> new ExternalInit(in.opaque("kem_output"));
      default -> new GroupContextExtensions(Extensions.CODEC.read(in));
    };
  }

  private static void write(Proposal proposal, WireWriter out) {
    writeBody(proposal, out.uint16(proposal.type()));
  }

  private static void writeBody(Proposal proposal, WireWriter out) {
    switch (proposal) {
      case Add(var keyPackage) -> KeyPackage.CODEC.write(keyPackage, out);
      case Update(var leafNode) -> LeafNode.CODEC.write(leafNode, out);
      case Remove(var removed) -> removed.write(out);
      case PreSharedKey(var psk) -> PreSharedKeyId.CODEC.write(psk, out);
      case ReInit(var groupId, var version, var cipherSuite, var extensions) -> {
        groupId.write(out);
        version.write(out);
        cipherSuite.write(out);
        Extensions.CODEC.write(extensions, out);
      }
      case ExternalInit(var kemOutput) -> out.opaque(kemOutput);
      case GroupContextExtensions(var extensions) -> Extensions.CODEC.write(extensions, out);
    }
  }
}
