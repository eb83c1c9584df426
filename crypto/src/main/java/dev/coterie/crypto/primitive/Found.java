package dev.coterie.crypto.primitive;

import dev.coterie.crypto.CryptoChoice;
import dev.coterie.crypto.spi.BuiltIn;
import dev.coterie.crypto.spi.CryptoProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// The providers of this process: those built in, and those that the service loader finds. One that
/// cannot be loaded offers nothing: the next in rank does its work.
///
/// @param providers those whose class could be loaded
/// @param unloadable the others, and why
public record Found(List<CryptoProvider> providers, Map<String, String> unloadable) {
  private static final Found HERE = load();

  /// Copies what it is given.
  public Found {
    providers = List.copyOf(providers);
    unloadable = Map.copyOf(unloadable);
  }

  /// Those of this process.
  public static Found here() {
    return HERE;
  }

  private static Found load() {
    var providers = new ArrayList<CryptoProvider>();
    providers.add(BuiltIn.bouncyCastle());
    providers.add(BuiltIn.jdk());
    var unloadable = new LinkedHashMap<String, String>();
    var services = ServiceLoader.load(CryptoProvider.class).stream().iterator();
    while (true) {
      var name = "provider " + (providers.size() + unloadable.size());
      try {
        if (!services.hasNext()) {
          return new Found(providers, unloadable);
        }
        var service = services.next();
        name = service.type().getSimpleName();
        providers.add(service.get());
      } catch (ServiceConfigurationError | LinkageError e) {
        unloadable.put(name, Absence.of(e));
      }
    }
  }

  /// The provider of a name as people write it.
  Optional<CryptoProvider> named(String name) {
    return providers.stream().filter(p -> CryptoChoice.isName(name, p.name())).findFirst();
  }

  /// What people may write.
  List<String> names() {
    return providers.stream().map(p -> CryptoChoice.nameOf(p.name())).toList();
  }
}
