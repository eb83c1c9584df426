package dev.coterie.mls.group;

import dev.coterie.codec.Bytes;
import dev.coterie.crypto.Secret;
import dev.coterie.mls.message.PreSharedKeyId.Source;
import dev.coterie.mls.message.ResumptionUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Pre-shared keys under their names, lent for a call (RFC 9420 §8.4). The engine has no store of
/// its own for them: whoever calls knows which keys could be meant and hands those in. Resumption
/// keys of the group itself need not be among them, as far as the group still keeps them.
///
/// The secrets stay the caller's to close. Immutable.
public final class PreSharedKeys implements KeySource {
  /// No key.
  public static final PreSharedKeys NONE = new PreSharedKeys(Map.of());

  private final Map<Source, Secret> keys;

  private PreSharedKeys(Map<Source, Secret> keys) {
    this.keys = Map.copyOf(keys);
  }

  /// One key from outside of MLS.
  public static PreSharedKeys external(Bytes id, Secret key) {
    return NONE.with(new Source.External(id), key);
  }

  /// These and another one, which replaces one of the same name.
  public PreSharedKeys with(Source name, Secret key) {
    Map<Source, Secret> more = new HashMap<>(keys);
    more.put(name, key);
    return new PreSharedKeys(more);
  }

  /// These and others, which replace those of the same names.
  public PreSharedKeys with(PreSharedKeys others) {
    Map<Source, Secret> more = new HashMap<>(keys);
    more.putAll(others.keys);
    return new PreSharedKeys(more);
  }

  /// Those that link no group to another: such a link is judged by the old group itself.
  PreSharedKeys unlinked() {
    Map<Source, Secret> plain = new HashMap<>(keys);
    plain
        .keySet()
        .removeIf(
            name ->
                name instanceof Source.Resumption(var usage, _, _)
                    && usage != ResumptionUsage.APPLICATION);
    return new PreSharedKeys(plain);
  }

  @Override
  public Optional<Secret> find(Source name) {
    return Optional.ofNullable(keys.get(name));
  }

  @Override
  public String toString() {
    return "PreSharedKeys[" + keys.size() + "]";
  }
}
