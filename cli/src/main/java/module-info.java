import org.jspecify.annotations.NullMarked;

/// The `coterie` command: the one place where everything is wired together.
@NullMarked
@SuppressWarnings("requires-automatic")
module dev.coterie.cli {
  requires static org.jspecify;
  requires dev.coterie.hub;
  requires dev.coterie.store;
  requires dev.coterie.client;
  requires dev.coterie.media;
  requires dev.coterie.vectors;
  requires dev.coterie.interopproto;
  requires info.picocli;
  requires io.grpc.netty;
  requires java.logging;
  requires org.jline.reader;
  requires org.jline.terminal;

  opens dev.coterie.cli to
      info.picocli;
}
