package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignatureKeyPair;
import dev.coterie.crypto.SignaturePrivateKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.Extensions;
import dev.coterie.mls.message.GroupId;
import dev.coterie.mls.message.PreSharedKeyId;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A commit of ours that waits for acceptance, as one row: its messages, and its epoch as the
/// difference from the current one. Reading it puts that epoch together again, which costs as much
/// as restoring a group; it happens only after a crash.
final class PendingForm {
  /// Opens a row of this version. Rows of version 1 open with the length of a commit, which is
  /// never as small.
  private static final int FORM = 2;

  private PendingForm() {}

  static Bytes encode(EpochState base, StagedCommit commit, KeyExport token) {
    NextEpoch next = commit.next();
    StagedCommit.Outgoing outgoing = commit.outgoing();
    StateDelta change = StateWriter.epochDifference(base, next.epoch());
    var out = WireWriter.sensitive();
    out.uint8(FORM)
        .opaque(outgoing.commit())
        .optional(outgoing.welcome(), (bytes, each) -> each.opaque(bytes))
        .optional(outgoing.ratchetTree(), (bytes, each) -> each.opaque(bytes));
    summary(commit.summary(), out);
    out.list(commit.psks(), PreSharedKeyId.CODEC)
        .opaque(next.encryptionSecret().export(token))
        .optional(next.identity(), (identity, each) -> identity(identity, each, token))
        .list(change.puts(), (put, each) -> each.opaque(put.key()).opaque(put.value()))
        .list(change.deletes(), (key, each) -> each.opaque(key));
    return out.toBytes();
  }

  private static void summary(CommitSummary summary, WireWriter out) {
    out.opaque(summary.groupId().value()).uint64(summary.epochBefore().value());
    RowForms.member(summary.committer(), out);
    out.list(summary.added(), RowForms::member)
        .list(summary.removed(), RowForms::member)
        .list(summary.updated(), RowForms::member)
        .opaque(Extensions.CODEC.encode(summary.extensions()))
        .list(summary.leftOut(), (reference, each) -> each.opaque(reference))
        .opaque(summary.authenticatedData());
  }

  private static void identity(Identity identity, WireWriter out, KeyExport token) {
    Credential.CODEC.write(identity.credential(), out);
    out.opaque(identity.keys().privateKey().secret().export(token))
        .list(identity.extensionTypes(), (type, each) -> each.uint16(type))
        .uint8(
            switch (identity.grease()) {
              case EVERYWHERE -> 1;
              case LISTS_ONLY -> 2;
              case NOWHERE -> 3;
            });
  }

  static StagedCommit decode(Engine engine, EpochState base, Bytes row) {
    boolean first = row.isEmpty() || row.at(0) != FORM;
    var in = new WireReader(first ? row : row.slice(1));
    SuiteCrypto crypto = engine.crypto();
    Bytes commit = in.opaque("commit");
    Optional<Bytes> welcome = in.optional("welcome", each -> each.opaque("welcome"));
    Optional<Bytes> tree = in.optional("ratchet_tree", each -> each.opaque("ratchet_tree"));
    CommitSummary stored = summary(in);
    CommitSummary summary = first ? stored : stored.psks(in.list("psks", PreSharedKeyId.CODEC));
    Secret encryptionSecret = Secret.copyOf(in.opaque("encryption_secret"));
    Optional<Identity> identity = in.optional("identity", each -> identity(each, crypto));
    NavigableMap<Bytes, Bytes> rows = new TreeMap<>();
    StateWriter.epochRows(base).forEach(put -> rows.put(put.key(), put.value()));
    in.list("puts", each -> new Put(each.opaque("key"), each.opaque("value")))
        .forEach(put -> rows.put(put.key(), put.value()));
    in.list("deletes", each -> each.opaque("key")).forEach(rows::remove);
    in.end();
    EpochState next = EpochReader.read(engine, rows);
    if (!summary.groupId().equals(base.context().groupId())
        || !summary.epochBefore().equals(base.number())
        || base.number().isLast()
        || !next.number().equals(base.number().next())) {
      throw in.malformed("pending", "a commit of another epoch");
    }
    return new StagedCommit(
        summary,
        base.base(),
        Optional.of(new NextEpoch(next, encryptionSecret, identity)),
        Optional.of(new StagedCommit.Outgoing(commit, welcome, tree, Optional.empty(), 0)));
  }

  private static CommitSummary summary(WireReader in) {
    return new CommitSummary(
        new GroupId(in.opaque("group_id")),
        new Epoch(in.uint64("epoch")),
        RowForms.member(in),
        in.list("added", RowForms::member),
        in.list("removed", RowForms::member),
        in.list("updated", RowForms::member),
        Extensions.CODEC.decode(in.opaque("extensions")),
        List.of(),
        in.list("left_out", each -> each.opaque("reference")),
        in.opaque("authenticated_data"));
  }

  private static Identity identity(WireReader in, SuiteCrypto crypto) {
    Credential credential = Credential.CODEC.read(in);
    SignaturePrivateKey key =
        crypto.importSignaturePrivateKey(Secret.copyOf(in.opaque("signature_key")));
    List<Integer> types = in.list("extension_types", each -> each.uint16("extension_type"));
    GreasePolicy grease =
        switch (in.uint8("grease")) {
          case 1 -> GreasePolicy.EVERYWHERE;
          case 2 -> GreasePolicy.LISTS_ONLY;
          case 3 -> GreasePolicy.NOWHERE;
          default -> throw in.malformed("grease", "no such policy");
        };
    return new Identity(
        crypto.suite(), credential, new SignatureKeyPair(key.publicKey(), key), types, grease);
  }
}
