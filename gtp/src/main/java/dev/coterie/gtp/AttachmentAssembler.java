package dev.coterie.gtp;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.RefusedException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Puts the chunks of one attachment together in memory, in whatever order they come. Takes chunks
/// of the sender that announced it; holds no more than what came. Not thread-safe.
public final class AttachmentAssembler {
  private final AttachmentMessage attachment;
  private final TreeMap<Integer, Bytes> pieces = new TreeMap<>();

  private AttachmentAssembler(AttachmentMessage attachment) {
    this.attachment = attachment;
  }

  /// Begins with an announcement.
  ///
  /// @param maxSize the largest attachment to hold in memory, in octets
  public static AttachmentAssembler of(AttachmentMessage attachment, int maxSize) {
    if (attachment.size() > maxSize) {
      throw new IllegalArgumentException(attachment.size() + " octets, at most " + maxSize);
    }
    return new AttachmentAssembler(attachment);
  }

  /// Takes a chunk; one that is there already is ignored.
  ///
  /// @throws RefusedException [GtpRule#CHUNK_MISFIT]
  public void accept(ChunkMessage chunk) {
    if (!chunk.attachment().equals(attachment.id())) {
      throw new RefusedException(GtpRule.CHUNK_MISFIT, "a chunk of another attachment");
    }
    if (chunk.index() >= attachment.chunks()) {
      throw new RefusedException(GtpRule.CHUNK_MISFIT, "chunk " + chunk.index());
    }
    int index = (int) chunk.index();
    if (chunk.data().size() != attachment.sizeOf(index)) {
      throw new RefusedException(
          GtpRule.CHUNK_MISFIT, "chunk " + index + " of " + chunk.data().size() + " octets");
    }
    pieces.putIfAbsent(index, chunk.data().detached());
  }

  /// The chunks that have not come, ascending.
  public IntStream missing() {
    return IntStream.range(0, attachment.chunks()).filter(index -> !pieces.containsKey(index));
  }

  /// The content, once every chunk is there.
  ///
  /// @throws RefusedException [GtpRule#ATTACHMENT_DAMAGED]; it stays so, since the announcement
  ///   cannot be met
  public Optional<Bytes> content() {
    if (pieces.size() < attachment.chunks()) {
      return Optional.empty();
    }
    var whole = Bytes.concat(pieces.values().toArray(Bytes[]::new));
    if (!Digest.of(whole).equals(attachment.hash())) {
      throw new RefusedException(GtpRule.ATTACHMENT_DAMAGED, attachment.id().toString());
    }
    return Optional.of(whole);
  }
}
