package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;

/// What all members of an epoch agree on. RFC 9420 §8.1:
///
/// ```
/// struct { ProtocolVersion version; CipherSuite cipher_suite; opaque group_id<V>; uint64 epoch;
///          opaque tree_hash<V>; opaque confirmed_transcript_hash<V>; Extension extensions<V>; } GroupContext;
/// ```
///
/// @param version protocol version
/// @param cipherSuite the group's suite
/// @param groupId the group's name, for ever
/// @param epoch counts the commits
/// @param treeHash over the whole tree
/// @param confirmedTranscriptHash over all commits so far
/// @param extensions the group's own, no type twice
public record GroupContext(
    ProtocolVersion version,
    SuiteId cipherSuite,
    GroupId groupId,
    Epoch epoch,
    Bytes treeHash,
    Bytes confirmedTranscriptHash,
    List<Extension> extensions) {
  /// The codec.
  public static final Codec<GroupContext> CODEC = Codec.of(GroupContext::read, GroupContext::write);

  /// Copies the list; two extensions of one type are misuse.
  public GroupContext {
    extensions = Extensions.copyOf(extensions);
  }

  private static GroupContext read(WireReader in) {
    return new GroupContext(
        ProtocolVersion.read(in),
        SuiteId.read(in),
        GroupId.read(in),
        Epoch.read(in),
        in.opaque("tree_hash"),
        in.opaque("confirmed_transcript_hash"),
        Extensions.CODEC.read(in));
  }

  private static void write(GroupContext context, WireWriter out) {
    context.version.write(out);
    context.cipherSuite.write(out);
    context.groupId.write(out);
    context.epoch.write(out);
    out.opaque(context.treeHash).opaque(context.confirmedTranscriptHash);
    Extensions.CODEC.write(context.extensions, out);
  }

  /// The bytes that keys and signatures bind.
  public Bytes encode() {
    return CODEC.encode(this);
  }

  /// The same context over another tree.
  public GroupContext withTreeHash(Bytes newTreeHash) {
    return new GroupContext(
        version, cipherSuite, groupId, epoch, newTreeHash, confirmedTranscriptHash, extensions);
  }

  /// The same context after another transcript.
  public GroupContext withConfirmedTranscriptHash(Bytes newHash) {
    return new GroupContext(version, cipherSuite, groupId, epoch, treeHash, newHash, extensions);
  }
}
