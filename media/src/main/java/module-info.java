import org.jspecify.annotations.NullMarked;

/// Voice between a person and a call: Opus, WAV files, microphones and speakers.
@NullMarked
@SuppressWarnings("requires-automatic")
module dev.coterie.media {
  requires static org.jspecify;
  requires transitive dev.coterie.codec;
  requires transitive dev.coterie.client;
  requires concentus;
  requires org.lwjgl;
  requires org.lwjgl.opus;
  requires java.desktop;

  exports dev.coterie.media;
  exports dev.coterie.media.call;
  exports dev.coterie.media.device;
  exports dev.coterie.media.opus;
  exports dev.coterie.media.wav;
}
