package dev.coterie.cli.peer;

import dev.coterie.codec.Bytes;
import java.util.List;

/// One client of an MLS implementation, as it is measured: everything goes in and comes out as
/// bytes. It has a name, a suite and a signature key before anything is timed.
public interface BenchMember {
  /// Makes clients of one implementation.
  @FunctionalInterface
  interface Maker {
    /// A client.
    ///
    /// @param suite its cipher suite
    /// @param name its basic credential
    /// @throws UnsupportedOperationException if the implementation has no such suite
    BenchMember make(int suite, String name);
  }

  /// What the first commit of a group sends out.
  record Created(Bytes commit, Bytes welcome) {}

  /// Makes and encodes a key package, and keeps it for [#join].
  Bytes keyPackage();

  /// Founds a group, parses and checks the key packages, adds their owners in one commit with a
  /// path, encodes commit and welcome, and moves to the commit's epoch.
  Created create(Bytes groupId, List<Bytes> keyPackages);

  /// Parses a welcome with the tree inside, and joins.
  void join(Bytes welcome);

  /// Makes and encodes a commit with a path; the group stays where it is.
  Bytes commit();

  /// Moves to the epoch of the own commit.
  void merge();

  /// Parses and applies another member's commit.
  void process(Bytes commit);

  /// Encrypts for the group.
  Bytes encrypt(Bytes data);

  /// Opens an application message.
  Bytes decrypt(Bytes message);
}
