package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import java.util.List;

/// A member's signed word on the state of a group, for somebody who joins. RFC 9420 §12.4.3:
///
/// ```
/// struct { GroupContext group_context; Extension extensions<V>; MAC confirmation_tag; uint32 signer;
///          opaque signature<V>; } GroupInfo;
/// ```
///
/// @param groupContext the state
/// @param extensions additions such as the tree, no type twice
/// @param confirmationTag of the epoch
/// @param signer who says so
/// @param signature over all of the above
public record GroupInfo(
    GroupContext groupContext,
    List<Extension> extensions,
    Bytes confirmationTag,
    LeafIndex signer,
    Bytes signature)
    implements MlsMessage {
  /// The codec of the bare structure.
  public static final Codec<GroupInfo> CODEC = Codec.of(GroupInfo::read, GroupInfo::write);

  private static final String LABEL = "GroupInfoTBS";

  /// Copies the list; two extensions of one type are misuse.
  public GroupInfo {
    extensions = Extensions.copyOf(extensions);
  }

  private static GroupInfo read(WireReader in) {
    return new GroupInfo(
        GroupContext.CODEC.read(in),
        Extensions.CODEC.read(in),
        in.opaque("confirmation_tag"),
        LeafIndex.read(in, "signer"),
        in.opaque("signature"));
  }

  private static void write(GroupInfo info, WireWriter out) {
    info.writeUnsigned(out);
    out.opaque(info.signature);
  }

  private void writeUnsigned(WireWriter out) {
    GroupContext.CODEC.write(groupContext, out);
    Extensions.CODEC.write(extensions, out);
    out.opaque(confirmationTag);
    signer.write(out);
  }

  private Bytes tbs() {
    var out = new WireWriter();
    writeUnsigned(out);
    return out.toBytes();
  }

  /// Makes a signed group info.
  public static GroupInfo sign(
      SuiteCrypto crypto,
      SignaturePrivateKey key,
      GroupContext groupContext,
      List<Extension> extensions,
      Bytes confirmationTag,
      LeafIndex signer) {
    var unsigned = new GroupInfo(groupContext, extensions, confirmationTag, signer, Bytes.EMPTY);
    return new GroupInfo(
        groupContext,
        extensions,
        confirmationTag,
        signer,
        crypto.signWithLabel(key, LABEL, unsigned.tbs()));
  }

  /// Whether `key`, which should be the one in the signer's leaf, signed this.
  public boolean verify(SuiteCrypto crypto, SignaturePublicKey key) {
    return crypto.verifyWithLabel(key, LABEL, tbs(), signature);
  }

  @Override
  public WireFormat wireFormat() {
    return WireFormat.GROUP_INFO;
  }
}
