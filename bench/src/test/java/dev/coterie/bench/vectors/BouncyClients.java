package dev.coterie.bench.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.mls.message.ApplicationData;
import dev.coterie.mls.message.MlsMessage;
import dev.coterie.mls.message.ProposalOrRef;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.vectors.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.mls.GroupKeySet;
import org.bouncycastle.mls.TreeKEM.TreeKEMPublicKey;
import org.bouncycastle.mls.TreeSize;
import org.bouncycastle.mls.codec.AuthenticatedContent;
import org.bouncycastle.mls.codec.Commit;
import org.bouncycastle.mls.codec.GroupContext;
import org.bouncycastle.mls.codec.GroupInfo;
import org.bouncycastle.mls.codec.GroupSecrets;
import org.bouncycastle.mls.codec.KeyPackage;
import org.bouncycastle.mls.codec.MLSInputStream;
import org.bouncycastle.mls.codec.MLSMessage;
import org.bouncycastle.mls.codec.MLSOutputStream;
import org.bouncycastle.mls.codec.Proposal;
import org.bouncycastle.mls.codec.Varint;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;
import org.bouncycastle.mls.protocol.Group;

/// What Bouncy Castle says of messages, and where it gets as a client that follows a group.
final class BouncyClients {
  private static final List<String> MESSAGES =
      List.of(
          "mls_welcome",
          "mls_group_info",
          "mls_key_package",
          "public_message_application",
          "public_message_proposal",
          "public_message_commit",
          "private_message");

  private BouncyClients() {}

  static void length(Json.Obj vector) throws Exception {
    assertThat(Octets.roundTrip(vector, "vlbytes_header", Varint.class).value)
        .isEqualTo(vector.small("length"));
  }

  static void messages(Json.Obj vector) throws Exception {
    for (String name : MESSAGES) {
      Octets.message(vector, name);
    }
    Octets.roundTrip(vector, "ratchet_tree", TreeKEMPublicKey.class);
    Octets.roundTrip(vector, "group_secrets", GroupSecrets.class);
    Octets.roundTrip(vector, "commit", Commit.class);
    Octets.roundTrip(vector, "add_proposal", Proposal.Add.class);
    Octets.roundTrip(vector, "update_proposal", Proposal.Update.class);
    Octets.roundTrip(vector, "remove_proposal", Proposal.Remove.class);
    Octets.roundTrip(vector, "pre_shared_key_proposal", Proposal.PreSharedKey.class);
    Octets.roundTrip(vector, "re_init_proposal", Proposal.ReInit.class);
    Octets.roundTrip(vector, "external_init_proposal", Proposal.ExternalInit.class);
    Octets.roundTrip(
        vector, "group_context_extensions_proposal", Proposal.GroupContextExtensions.class);
  }

  static void protection(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    for (String kind : List.of("proposal", "commit", "application")) {
      GroupContext context =
          Octets.groupContext(
              suite, vector, vector.number("epoch"), Octets.of(vector, "tree_hash"));
      byte[] key = Octets.of(vector, "signature_pub");
      byte[] expected = Octets.of(vector, kind);
      if (!kind.equals("application")) {
        AuthenticatedContent opened =
            Octets.message(vector, kind + "_pub")
                .publicMessage
                .unprotect(suite, Octets.secret(vector, "membership_key"), context);
        assertThat(opened.verify(suite, key, MLSOutputStream.encode(context))).isTrue();
        assertThat(opened.getContent().getContentBytes()).isEqualTo(expected);
      }
      var keys =
          new GroupKeySet(suite, TreeSize.forLeaves(2), Octets.secret(vector, "encryption_secret"));
      AuthenticatedContent opened =
          Octets.message(vector, kind + "_priv")
              .privateMessage
              .unprotect(suite, keys, Octets.of(vector, "sender_data_secret"));
      assertThat(opened.verify(suite, key, MLSOutputStream.encode(context))).isTrue();
      assertThat(opened.getContent().getContentBytes()).isEqualTo(expected);
    }
  }

  static void welcome(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    KeyPackage keyPackage = Octets.message(vector, "key_package").keyPackage;
    MLSMessage message = Octets.message(vector, "welcome");
    int place = message.welcome.find(keyPackage);
    assertThat(place).isNotNegative();
    GroupSecrets secrets = message.welcome.decryptSecrets(place, Octets.of(vector, "init_priv"));
    GroupInfo info = message.welcome.decrypt(secrets.joiner_secret, List.of());
    assertThat(info.verify(suite, Octets.of(vector, "signer_pub"))).isTrue();
  }

  static void client(Json.Obj vector) throws Exception {
    MlsCipherSuite suite = Octets.suite(vector);
    KeyPackage keyPackage = Octets.message(vector, "key_package").keyPackage;
    Map<Secret, byte[]> keys = new HashMap<>();
    for (Json.Obj key : Octets.objects(vector, "external_psks")) {
      keys.put(Octets.secret(key, "psk_id"), Octets.of(key, "psk"));
    }
    TreeKEMPublicKey tree =
        vector.get("ratchet_tree") instanceof Json.Nothing
            ? null
            : Octets.tree(suite, vector, "ratchet_tree");
    var group =
        new Group(
            Octets.of(vector, "init_priv"),
            Octets.pair(
                suite,
                Octets.of(vector, "encryption_priv"),
                keyPackage.getLeafNode().getEncryptionKey()),
            Octets.of(vector, "signature_priv"),
            keyPackage,
            Octets.message(vector, "welcome").welcome,
            tree,
            keys,
            new HashMap<>());
    keys.forEach(group::insertExternalPsk);
    assertThat(group.getEpochAuthenticator())
        .isEqualTo(Octets.of(vector, "initial_epoch_authenticator"));
    for (Json.Obj epoch : Octets.objects(vector, "epochs")) {
      group = follow(group, epoch);
    }
  }

  private static Group follow(Group group, Json.Obj epoch) throws Exception {
    boolean last = false;
    for (Json proposal : epoch.array("proposals").items()) {
      group.handle(Octets.of(proposal), null);
      last |= isReInit(Octets.of(proposal));
    }
    byte[] commit = Octets.of(epoch, "commit");
    byte[] authenticator = Octets.of(epoch, "epoch_authenticator");
    if (last || isReInit(commit)) {
      assertThat(
              group
                  .handleReinitCommit((MLSMessage) MLSInputStream.decode(commit, MLSMessage.class))
                  .getEpochAuthenticator())
          .isEqualTo(authenticator);
      return group;
    }
    Group next = group.handle(commit, null);
    assertThat(next.getEpochAuthenticator()).isEqualTo(authenticator);
    return next;
  }

  /// Whether a public message is a proposal to go on as another group, or a commit of one.
  private static boolean isReInit(byte[] message) {
    return MlsMessage.CODEC.decode(Bytes.copyOf(message)) instanceof PublicMessage heard
        && switch (heard.content().content()) {
          case dev.coterie.mls.message.Proposal proposal -> isReInit(proposal);
          case dev.coterie.mls.message.Commit commit ->
              commit.proposals().stream()
                  .anyMatch(
                      one ->
                          one instanceof ProposalOrRef.ByValue(var proposal) && isReInit(proposal));
          case ApplicationData _ -> false;
        };
  }

  private static boolean isReInit(dev.coterie.mls.message.Proposal proposal) {
    return proposal instanceof dev.coterie.mls.message.Proposal.ReInit;
  }
}
