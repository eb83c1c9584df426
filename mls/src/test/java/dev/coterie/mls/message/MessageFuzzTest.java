package dev.coterie.mls.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coterie.codec.Bytes;
import dev.coterie.codec.Codec;
import dev.coterie.codec.MalformedException;
import dev.coterie.crypto.Secret;

/// Whatever arrives is malformed or has one meaning: it encodes to the same bytes again.
class MessageFuzzTest {
  private static <T> void decode(Codec<T> codec, byte[] input) {
    T value;
    try {
      value = codec.decode(Bytes.copyOf(input));
    } catch (MalformedException _) {
      return;
    }
    assertThat(codec.encode(value)).isEqualTo(Bytes.copyOf(input));
  }

  @FuzzTest(maxDuration = "5s")
  void mlsMessage(byte[] input) {
    decode(MlsMessage.CODEC, input);
  }

  @FuzzTest(maxDuration = "5s")
  void tree(byte[] input) {
    decode(Node.TREE, input);
  }

  @FuzzTest(maxDuration = "5s")
  void authenticatedContent(byte[] input) {
    decode(AuthenticatedContent.CODEC, input);
  }

  @FuzzTest(maxDuration = "5s")
  void plaintext(byte[] input) {
    for (var type : ContentType.values()) {
      decode(PrivateMessageContent.codec(type), input);
    }
  }

  @FuzzTest(maxDuration = "5s")
  void groupContext(byte[] input) {
    decode(GroupContext.CODEC, input);
  }

  @FuzzTest(maxDuration = "5s")
  void groupSecrets(byte[] input) {
    try (var plaintext = Secret.copyOf(Bytes.copyOf(input));
        var secrets = GroupSecrets.decode(plaintext);
        var again = secrets.encode()) {
      assertThat(again.matches(plaintext)).isTrue();
    } catch (MalformedException _) {
      return;
    }
  }
}
