package dev.coterie.client.group;

import dev.coterie.hubapi.Fingerprint;
import dev.coterie.mls.message.KeyPackage;
import java.util.List;

/// A change of the group that somebody asked for. It is expressed without leaves and epochs, so
/// that it can be tried again after another commit has won.
public sealed interface Wish {
  /// New members.
  record Add(List<KeyPackage> packages) implements Wish {
    public Add {
      packages = List.copyOf(packages);
    }
  }

  /// Members out.
  record Remove(List<Fingerprint> members) implements Wish {
    public Remove {
      members = List.copyOf(members);
    }
  }

  /// Fresh keys for ourselves.
  record Update() implements Wish {}

  /// Commit what others proposed.
  record CommitProposals() implements Wish {}

  /// Ourselves out. Somebody else has to commit it: nobody can make the keys of an epoch that it is
  /// not part of.
  record Leave() implements Wish {}
}
