package dev.coterie.media.opus;

import dev.coterie.codec.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Platform;

/// Where the libraries are unpacked to be loaded. The usual place on Linux has a name that can be
/// guessed, in a folder that everybody writes to: whoever makes it first decides what is loaded. So
/// they go to a folder that is ours alone, for as long as we run. Elsewhere that folder is the
/// user's anyway.
final class NativeFolder {
  private NativeFolder() {}

  /// To be called before anything is loaded. What the application has chosen stays.
  static void choose() {
    if (Platform.get() != Platform.LINUX
        || Configuration.LIBRARY_PATH.get() != null
        || Configuration.SHARED_LIBRARY_EXTRACT_PATH.get() != null) {
      return;
    }
    try {
      Path folder = Files.createTempDirectory("coterie-opus-");
      folder.toFile().deleteOnExit();
      for (String library : new String[] {"lwjgl", "opus"}) {
        folder.resolve(System.mapLibraryName(library)).toFile().deleteOnExit();
      }
      Configuration.SHARED_LIBRARY_EXTRACT_PATH.set(folder.toString());
    } catch (IOException e) {
      throw new UnavailableException("a folder for the native Opus library", e);
    }
  }
}
