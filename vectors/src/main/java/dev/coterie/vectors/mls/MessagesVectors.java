package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.Commit;
import dev.coterie.mls.message.ContentType;
import dev.coterie.mls.message.GroupInfo;
import dev.coterie.mls.message.GroupSecrets;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.Node;
import dev.coterie.mls.message.PrivateMessage;
import dev.coterie.mls.message.Proposal;
import dev.coterie.mls.message.PublicMessage;
import dev.coterie.mls.message.Welcome;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.Map;
import java.util.Set;

/// Every structure decodes and encodes to the same bytes.
final class MessagesVectors implements VectorKind {
  private static final Map<String, Integer> PROPOSALS =
      Map.of(
          "add_proposal", Proposal.Add.TYPE,
          "update_proposal", Proposal.Update.TYPE,
          "remove_proposal", Proposal.Remove.TYPE,
          "pre_shared_key_proposal", Proposal.PreSharedKey.TYPE,
          "re_init_proposal", Proposal.ReInit.TYPE,
          "external_init_proposal", Proposal.ExternalInit.TYPE,
          "group_context_extensions_proposal", Proposal.GroupContextExtensions.TYPE);

  private static final Map<String, ContentType> PUBLIC =
      Map.of(
          "public_message_application", ContentType.APPLICATION,
          "public_message_proposal", ContentType.PROPOSAL,
          "public_message_commit", ContentType.COMMIT);

  @Override
  public String name() {
    return "messages";
  }

  @Override
  public Set<String> members() {
    return Set.of("mls_welcome", "mls_group_info", "mls_key_package", "group_secrets", "commit");
  }

  @Override
  public void verify(Json.Obj vector) {
    WelcomeVectors.message(vector, "mls_welcome", Welcome.class);
    WelcomeVectors.message(vector, "mls_group_info", GroupInfo.class);
    WelcomeVectors.message(vector, "mls_key_package", KeyPackage.class);
    WelcomeVectors.message(vector, "private_message", PrivateMessage.class);
    PUBLIC.forEach(
        (name, type) -> {
          var message = WelcomeVectors.message(vector, name, PublicMessage.class);
          Expect.holds(name, message.content().content().contentType() == type);
        });
    Expect.roundTrip("ratchet_tree", Node.TREE, vector.hex("ratchet_tree"));
    Expect.roundTrip("commit", Commit.CODEC, vector.hex("commit"));
    PROPOSALS.forEach(
        (name, type) -> Expect.roundTrip(name, Proposal.body(type), vector.hex(name)));
    groupSecrets(vector.hex("group_secrets"));
  }

  private static void groupSecrets(Bytes encoded) {
    try (var plaintext = Secret.copyOf(encoded);
        var secrets = GroupSecrets.decode(plaintext);
        var again = secrets.encode()) {
      Expect.same("group_secrets encoded again", encoded, again);
    }
  }
}
