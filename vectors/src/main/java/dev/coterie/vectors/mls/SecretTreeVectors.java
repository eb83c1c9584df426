package dev.coterie.vectors.mls;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.crypto.SuiteCrypto;
import dev.coterie.mls.framing.SenderDataKeys;
import dev.coterie.mls.message.LeafIndex;
import dev.coterie.mls.schedule.RatchetKind;
import dev.coterie.mls.schedule.RatchetWindow;
import dev.coterie.mls.schedule.SecretTree;
import dev.coterie.vectors.Json;
import dev.coterie.vectors.VectorKind;
import java.util.List;
import java.util.Set;

/// Keys of single messages, RFC 9420 §9, and those of sender data, §6.3.2.
final class SecretTreeVectors implements VectorKind {
  @Override
  public String name() {
    return "secret-tree";
  }

  @Override
  public Set<String> members() {
    return Set.of("cipher_suite", "sender_data", "encryption_secret", "leaves");
  }

  @Override
  public void verify(Json.Obj vector) {
    var crypto = Expect.crypto(vector);
    senderData(crypto, vector.object("sender_data"));
    var leaves = vector.array("leaves").items();
    Secret root = Secret.copyOf(vector.hex("encryption_secret"));
    try (var tree = SecretTree.start(crypto, leaves.size(), root, RatchetWindow.DEFAULT)) {
      for (int i = 0; i < leaves.size(); i++) {
        if (leaves.get(i) instanceof Json.Arr steps) {
          leaf(tree, new LeafIndex(i), steps.objects());
        }
      }
    }
  }

  private static void senderData(SuiteCrypto crypto, Json.Obj vector) {
    Bytes ciphertext = vector.hex("ciphertext");
    Bytes sample = ciphertext.slice(0, Math.min(ciphertext.size(), crypto.suite().hashSize()));
    try (var secret = Secret.copyOf(vector.hex("sender_data_secret"));
        var key = SenderDataKeys.key(crypto, secret, sample);
        var nonce = SenderDataKeys.nonce(crypto, secret, sample)) {
      Expect.same("sender data key", vector.hex("key"), key);
      Expect.same("sender data nonce", vector.hex("nonce"), nonce);
    }
  }

  private static void leaf(SecretTree tree, LeafIndex leaf, List<Json.Obj> steps) {
    for (var step : steps) {
      for (var kind : RatchetKind.values()) {
        String name =
            switch (kind) {
              case HANDSHAKE -> "handshake";
              case APPLICATION -> "application";
            };
        try (var opening = tree.peek(leaf, kind, step.number("generation"))) {
          Expect.same(name + " key", step.hex(name + "_key"), opening.key().key());
          Expect.same(name + " nonce", step.hex(name + "_nonce"), opening.key().nonce());
          tree.consume(opening);
        }
      }
    }
  }
}
