package dev.coterie.mls.message;

import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;

/// What a member, or somebody outside, says to a group.
public sealed interface Content permits ApplicationData, Proposal, Commit {
  /// Which of the three it is.
  ContentType contentType();

  /// Reads the content of one type.
  static Content read(ContentType type, WireReader in) {
    return switch (type) {
      case APPLICATION -> new ApplicationData(in.opaque("application_data"));
      case PROPOSAL -> Proposal.CODEC.read(in);
      case COMMIT -> Commit.CODEC.read(in);
    };
  }

  /// Writes the content, without its type.
  static void write(Content content, WireWriter out) {
    switch (content) {
      case ApplicationData(var data) -> out.opaque(data);
      case Proposal proposal -> Proposal.CODEC.write(proposal, out);
      case Commit commit -> Commit.CODEC.write(commit, out);
    }
  }
}
