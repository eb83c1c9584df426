package dev.coterie.cli.interop;

import dev.coterie.mls.group.StagedCommit;

/// What a call expects of a commit.
enum CommitKind {
  /// Nothing special.
  ANY,
  /// That it ends the group, which goes on as another one.
  RE_INIT;

  void require(StagedCommit commit) {
    if (this == RE_INIT && commit.reInit().isEmpty()) {
      throw new IllegalArgumentException("the commit does not re-initialise the group");
    }
  }
}
