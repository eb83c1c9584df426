package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extension;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId;
import java.util.List;

/// What a commit does, for people to look at.
///
/// @param groupId the group
/// @param epochBefore the epoch that it ends
/// @param committer who made it
/// @param added who comes in
/// @param removed who goes out
/// @param updated whose leaf is replaced
/// @param extensions of the new epoch's group context
/// @param psks pre-shared keys that are mixed in
/// @param leftOut references of proposals that it could not take
/// @param authenticatedData what came beside it
record CommitSummary(
    GroupId groupId,
    Epoch epochBefore,
    Member committer,
    List<Member> added,
    List<Member> removed,
    List<Member> updated,
    List<Extension> extensions,
    List<PreSharedKeyId> psks,
    List<Bytes> leftOut,
    Bytes authenticatedData) {
  CommitSummary {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    updated = List.copyOf(updated);
    extensions = List.copyOf(extensions);
    psks = List.copyOf(psks);
    leftOut = List.copyOf(leftOut);
  }

  CommitSummary psks(List<PreSharedKeyId> names) {
    return new CommitSummary(
        groupId,
        epochBefore,
        committer,
        added,
        removed,
        updated,
        extensions,
        names,
        leftOut,
        authenticatedData);
  }
}
