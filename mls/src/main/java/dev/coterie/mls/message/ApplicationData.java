package dev.coterie.mls.message;

import dev.coterie.codec.Bytes;

/// What an application sends. Its bytes are plaintext: they do not appear in [#toString].
///
/// @param data the plaintext
public record ApplicationData(Bytes data) implements Content {
  @Override
  public ContentType contentType() {
    return ContentType.APPLICATION;
  }

  @Override
  public String toString() {
    return "ApplicationData[" + data.size() + " bytes]";
  }
}
