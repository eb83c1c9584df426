package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.WireReader;
import dev.coterie.codec.WireWriter;
import dev.coterie.crypto.CipherSuite;
import dev.coterie.crypto.HpkePrivateKey;
import dev.coterie.crypto.KeyExport;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SignaturePublicKey;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.message.AuthenticatedContent;
import dev.coterie.mls.message.Credential;
import dev.coterie.mls.message.Epoch;
import dev.coterie.mls.message.GroupContext;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.policy.PaddingPolicy;
import java.time.Duration;
import java.util.Optional;

/// What is in the rows of a group, in the presentation language of RFC 9420: writers, and the
/// readers that undo them. Readers are strict: whatever a writer would not have written is
/// malformed.
final class RowForms {
  /// Version of the whole stored form. Version 1 knew no resumption keys; version 2 no early
  /// messages, no age of skipped keys and smaller numbers of past epochs and held commits.
  static final int FORMAT = 3;

  private static final KeyExport TOKEN = KeyExport.dangerously();

  private RowForms() {}

  /// Format, suite and settings.
  static Bytes header(GroupState state) {
    GroupSettings settings = state.settings();
    var out = new WireWriter();
    out.uint8(FORMAT).uint16(suiteCode(state));
    out.uint16(settings.retention().pastEpochs())
        .uint32(settings.retention().skippedGenerations())
        .uint32(settings.retention().maxForward())
        .uint32(settings.retention().maxAge())
        .uint32(settings.padding().block())
        .uint32(settings.padding().largest())
        .uint8(settings.handshakes().code())
        .uint64(settings.byteBudget())
        .uint64(settings.maxKeyPackageLifetime().toSeconds())
        .uint64(settings.ownLifetime().toSeconds())
        .uint32(settings.waiting().proposals())
        .uint16(settings.waiting().heldCommits())
        .uint16(settings.waiting().earlyMessages())
        .uint16(settings.waiting().epochsAhead())
        .uint32(settings.waiting().bytes())
        .uint16(settings.resumptionEpochs());
    return out.toBytes();
  }

  private static int suiteCode(GroupState state) {
    return state.epoch().context().cipherSuite().code();
  }

  static GroupSettings header(WireReader in, CipherSuite suite) {
    int format = in.uint8("format");
    if (format < 1 || format > FORMAT) {
      throw in.malformed("format", "stored by another version");
    }
    if (in.uint16("cipher_suite") != suite.code()) {
      throw in.malformed("cipher_suite", "another suite than the identity's");
    }
    try {
      return new GroupSettings(
          retention(in, format),
          new PaddingPolicy(int32(in, "padding_block"), int32(in, "padding_largest")),
          HandshakeWire.of(in.uint8("handshakes"))
              .orElseThrow(() -> in.malformed("handshakes", "no such policy")),
          in.uint64("byte_budget"),
          Duration.ofSeconds(in.uint64("max_lifetime")),
          Duration.ofSeconds(in.uint64("own_lifetime")),
          waiting(in, format),
          format == 1
              ? GroupSettings.recommended().resumptionEpochs()
              : in.uint16("resumption_epochs"));
    } catch (RefusedException | IllegalArgumentException | ArithmeticException _) {
      throw in.malformed("settings", "outside their ranges");
    }
  }

  /// What a version did not know, it did not bound.
  private static GroupSettings.Retention retention(WireReader in, int format) {
    int pastEpochs = format < 3 ? in.uint8("past_epochs") : in.uint16("past_epochs");
    return new GroupSettings.Retention(
        pastEpochs,
        int32(in, "skipped"),
        int32(in, "forward"),
        format < 3 ? GroupSettings.Retention.ANY_AGE : int32(in, "age"));
  }

  /// Versions before the third kept no early messages, and a group of theirs goes on like that
  /// until it is told otherwise.
  private static GroupSettings.Waiting waiting(WireReader in, int format) {
    int proposals = int32(in, "max_proposals");
    return format < 3
        ? new GroupSettings.Waiting(
            proposals,
            in.uint8("max_held"),
            0,
            GroupSettings.Waiting.RECOMMENDED.epochsAhead(),
            GroupSettings.Waiting.RECOMMENDED.bytes())
        : new GroupSettings.Waiting(
            proposals,
            in.uint16("max_held"),
            in.uint16("max_early"),
            in.uint16("epochs_ahead"),
            int32(in, "bytes"));
  }

  private static int int32(WireReader in, String field) {
    return Math.toIntExact(in.uint32(field));
  }

  /// Context, transcript and our place.
  static Bytes epoch(EpochState epoch) {
    return new WireWriter()
        .opaque(epoch.context().encode())
        .opaque(epoch.confirmationTag())
        .opaque(epoch.interimTranscriptHash())
        .uint32(epoch.self().unsigned())
        .toBytes();
  }

  static Bytes sending(SendingLedger ledger) {
    return new WireWriter().uint64(ledger.reserved()).toBytes();
  }

  static SendingLedger sending(WireReader in) {
    long reserved = in.uint64("reserved");
    if (reserved < 0) {
      throw in.malformed("reserved", "more bytes than anybody seals");
    }
    return SendingLedger.restored(reserved);
  }

  static Bytes past(PastEpochs.PastEpoch past) {
    return new WireWriter()
        .opaque(past.context().encode())
        .uint32(past.self().unsigned())
        .uint32(past.leafCount())
        .uint32(past.seats().size())
        .opaque(past.senderDataSecret().export(TOKEN))
        .toBytes();
  }

  static Bytes seat(Member seat) {
    var out = new WireWriter();
    member(seat, out);
    return out.toBytes();
  }

  static void member(Member member, WireWriter out) {
    out.uint32(member.index().unsigned());
    Credential.CODEC.write(member.credential(), out);
    out.opaque(member.key().value()).uint64(member.admitted().value());
  }

  static Member member(WireReader in) {
    return new Member(
        leaf(in, "leaf"),
        Credential.CODEC.read(in),
        new SignaturePublicKey(in.opaque("signature_key")),
        new Epoch(in.uint64("admitted")));
  }

  static LeafIndex leaf(WireReader in, String field) {
    LeafIndex leaf = new LeafIndex((int) in.uint32(field));
    if (!leaf.isAddressable()) {
      throw in.malformed(field, "beyond any tree");
    }
    return leaf;
  }

  static GroupContext context(WireReader in) {
    return GroupContext.CODEC.decode(in.opaque("group_context"));
  }

  static Bytes proposal(ProposalCache.Kept kept, int order) {
    return new WireWriter()
        .uint32(order)
        .opaque(AuthenticatedContent.CODEC.encode(kept.content()))
        .optional(kept.ownLeafKey(), (key, out) -> out.opaque(key.secret().export(TOKEN)))
        .toBytes();
  }

  /// A kept proposal and its place in the order of arrival.
  record Ordered(long order, ProposalCache.Kept kept) {}

  static Ordered proposal(WireReader in, Bytes reference, SuiteCrypto crypto) {
    long order = in.uint32("order");
    AuthenticatedContent content = content(in);
    Optional<HpkePrivateKey> ownKey =
        in.optional("own_leaf_key", one -> one.opaque("own_leaf_key"))
            .map(bytes -> crypto.importHpkePrivateKey(Secret.copyOf(bytes)));
    if (!(content.content().content() instanceof Proposal)
        || !content.proposalRef(crypto).equals(reference)) {
      throw in.malformed("proposal", "not the proposal that its key names");
    }
    return new Ordered(order, ProposalCache.Kept.of(reference, content, ownKey));
  }

  static Bytes held(HeldCommits.Held held) {
    return new WireWriter().opaque(AuthenticatedContent.CODEC.encode(held.content())).toBytes();
  }

  static Bytes early(EarlyMessages.Early early) {
    return new WireWriter()
        .uint64(early.order())
        .opaque(early.from())
        .opaque(early.bytes())
        .toBytes();
  }

  static EarlyMessages.Early early(WireReader in, Bytes reference, SuiteCrypto crypto) {
    long order = in.uint64("order");
    Bytes from = in.opaque("from");
    var early = EarlyMessages.Early.of(crypto, order, from, in.opaque("message"));
    if (order < 0 || !early.reference().equals(reference)) {
      throw in.malformed("message", "not the message that its key names");
    }
    return early;
  }

  static AuthenticatedContent content(WireReader in) {
    return AuthenticatedContent.CODEC.decode(in.opaque("content"));
  }
}
