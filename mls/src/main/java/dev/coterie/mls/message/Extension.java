package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.HpkePublicKey;
import java.util.List;

/// An addition to a key package, leaf, group context or group info. RFC 9420 §13.4:
///
/// ```
/// struct { ExtensionType extension_type; opaque extension_data<V>; } Extension;
/// ```
///
/// The body of a known type is read whole, wherever it stands; whether it belongs there is for
/// others to say. Unknown types, reserved ones included, keep their bytes.
public sealed interface Extension {
  /// The codec of every type.
  Codec<Extension> CODEC = Codec.of(Extension::read, Extension::write);

  /// The code of the type, 0 to 65535.
  int type();

  /// Whether RFC 9420 obliges everybody to support a type, so that capabilities never list it.
  static boolean isDefault(int type) {
    return type >= ApplicationId.TYPE && type <= ExternalSenders.TYPE;
  }

  /// A name that the application gives to a leaf; neither authenticated nor unique (§5.3.3).
  ///
  /// @param id the name
  record ApplicationId(Bytes id) implements Extension {
    /// The code of this type.
    public static final int TYPE = 1;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// The group's tree beside its hash (§12.4.3.3). It stays in its encoding here, since it can be
  /// large and is read once, by whoever builds a tree from it: [Node#TREE].
  ///
  /// @param tree the encoding of `optional<Node> ratchet_tree<V>`, its length included
  record RatchetTree(Bytes tree) implements Extension {
    /// The code of this type.
    public static final int TYPE = 2;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// What every member must support (§11.1).
  ///
  /// @param extensions extension types
  /// @param proposals proposal types
  /// @param credentials credential types
  record RequiredCapabilities(
      List<Integer> extensions, List<Integer> proposals, List<Integer> credentials)
      implements Extension {
    /// The code of this type.
    public static final int TYPE = 3;

    /// Copies the lists; refuses codes that do not fit 16 bits.
    public RequiredCapabilities {
      extensions = Codes.copyOfCodes(extensions);
      proposals = Codes.copyOfCodes(proposals);
      credentials = Codes.copyOfCodes(credentials);
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// The key to which outsiders encrypt when they add themselves (§12.4.3.2).
  ///
  /// @param key derived from the epoch's external secret
  record ExternalPub(HpkePublicKey key) implements Extension {
    /// The code of this type.
    public static final int TYPE = 4;

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// Outsiders who may send proposals (§12.1.8.1).
  ///
  /// @param senders in the order that [Sender.External] counts
  record ExternalSenders(List<ExternalSender> senders) implements Extension {
    /// The code of this type.
    public static final int TYPE = 5;

    /// Copies the list.
    public ExternalSenders {
      senders = List.copyOf(senders);
    }

    @Override
    public int type() {
      return TYPE;
    }
  }

  /// A type that this engine does not interpret.
  ///
  /// @param type the code, none of the default ones
  /// @param body its bytes as they came
  record Unknown(int type, Bytes body) implements Extension {
    /// Refuses codes that have a type of their own here.
    public Unknown {
      Codes.requireUint16(type);
      if (isDefault(type)) {
        throw new IllegalArgumentException("extension type " + type + " is known");
      }
    }
  }

  private static Extension read(WireReader in) {
    int type = in.uint16("extension_type");
    return switch (type) {
      case RatchetTree.TYPE -> new RatchetTree(in.opaque("extension_data"));
      case ApplicationId.TYPE,
          RequiredCapabilities.TYPE,
          ExternalPub.TYPE,
          ExternalSenders.TYPE -> {
        var body = in.region("extension_data");
        var extension = readKnown(type, body);
        body.end();
        yield extension;
      }
      default -> new Unknown(type, in.opaque("extension_data"));
    };
  }

  private static Extension readKnown(int type, WireReader body) {
    return switch (type) {
      case ApplicationId.TYPE -> new ApplicationId(body.opaque("application_id"));
      case RequiredCapabilities.TYPE ->
          new RequiredCapabilities(
              Codes.readCodes(body, "extension_types"),
              Codes.readCodes(body, "proposal_types"),
              Codes.readCodes(body, "credential_types"));
      case ExternalPub.TYPE -> new ExternalPub(Keys.readHpke(body, "external_pub"));
      default -> new ExternalSenders(body.list("external_senders", ExternalSender.CODEC));
    };
  }

  private static void write(Extension extension, WireWriter out) {
    out.uint16(extension.type());
    switch (extension) {
      case RatchetTree(var tree) -> out.opaque(tree);
      case Unknown(_, var body) -> out.opaque(body);
      case ApplicationId(var id) -> out.vector(body -> body.opaque(id));
      case RequiredCapabilities(var extensions, var proposals, var credentials) ->
          out.vector(
              body -> {
                Codes.writeCodes(extensions, body);
                Codes.writeCodes(proposals, body);
                Codes.writeCodes(credentials, body);
              });
      case ExternalPub(var key) -> out.vector(body -> Keys.write(key, body));
      case ExternalSenders(var senders) ->
          out.vector(body -> body.list(senders, ExternalSender.CODEC));
    }
  }
}
