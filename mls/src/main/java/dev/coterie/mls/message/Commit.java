package dev.coterie.mls.message;

import dev.coterie.codec.Codec;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import java.util.List;
import java.util.Optional;

/// Begins the next epoch. RFC 9420 §12.4:
///
/// ```
/// struct { ProposalOrRef proposals<V>; optional<UpdatePath> path; } Commit;
/// ```
///
/// @param proposals what changes; the list's order matters only among equals
/// @param path the committer's fresh keys
public record Commit(List<ProposalOrRef> proposals, Optional<UpdatePath> path) implements Content {
  /// The codec.
  public static final Codec<Commit> CODEC = Codec.of(Commit::read, Commit::write);

  /// Copies the list.
  public Commit {
    proposals = List.copyOf(proposals);
  }

  private static Commit read(WireReader in) {
    return new Commit(
        in.list("proposals", ProposalOrRef.CODEC), in.optional("path", UpdatePath.CODEC));
  }

  private static void write(Commit commit, WireWriter out) {
    out.list(commit.proposals, ProposalOrRef.CODEC);
    out.optional(commit.path, UpdatePath.CODEC);
  }

  @Override
  public ContentType contentType() {
    return ContentType.COMMIT;
  }
}
