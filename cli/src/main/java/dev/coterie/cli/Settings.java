package dev.coterie.cli;

import dev.coterie.client.grpc.HubAddress;
import dev.coterie.hubapi.Fingerprint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/// What a home says without being unlocked: whose it is, which hub, and what opens the store. A
/// file of `key=value` lines.
///
/// @param name how the owner calls itself
/// @param fingerprint of the owner's signature key
/// @param hub where its groups are, once chosen
/// @param lock what opens the store
record Settings(String name, Fingerprint fingerprint, Optional<HubAddress> hub, Lock lock) {
  /// What opens a store.
  enum Lock {
    KEY_FILE("key-file"),
    PASSPHRASE("passphrase");

    private final String word;

    Lock(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  Settings with(HubAddress other) {
    return new Settings(name, fingerprint, Optional.of(other), lock);
  }

  PersonLine person() {
    return new PersonLine(name, fingerprint);
  }

  String format() {
    return "format=1\nname="
        + name
        + "\nfingerprint="
        + fingerprint
        + "\nlock="
        + lock
        + "\n"
        + hub.map(each -> "hub=" + each + "\n").orElse("");
  }

  static Settings parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals < 0 || values.put(key(line, equals), line.substring(equals + 1)) != null) {
                throw broken("'" + line + "'");
              }
            });
    if (!need(values, "format").equals("1")) {
      throw broken("a format of a later version");
    }
    try {
      return new Settings(
          PersonLine.requireName(need(values, "name")),
          PersonLine.fingerprint(need(values, "fingerprint")),
          Optional.ofNullable(values.get("hub")).map(new HubName()::convert),
          lock(need(values, "lock")));
    } catch (TypeConversionException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private static String key(String line, int equals) {
    return line.substring(0, equals);
  }

  private static String need(Map<String, String> values, String key) {
    return Optional.ofNullable(values.get(key)).orElseThrow(() -> broken("no " + key));
  }

  private static Lock lock(String word) {
    for (Lock lock : Lock.values()) {
      if (lock.word.equals(word)) {
        return lock;
      }
    }
    throw broken("lock=" + word);
  }

  private static Stop broken(String what) {
    return new Stop(
        Stop.Reason.BROKEN_SETTINGS,
        "the file 'settings' of the home cannot be read: " + what,
        "mend the file by hand, or delete it and run coterie id NAME: the store keeps who you are");
  }
}
