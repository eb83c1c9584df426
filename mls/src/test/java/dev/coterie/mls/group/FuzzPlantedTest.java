package dev.coterie.mls.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coterie.codec.Bytes;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Members that make mistakes are noticed: the kept histories find every one of them.
class FuzzPlantedTest {
  /// Reads something else than was said.
  static final FuzzHands HARD_OF_HEARING =
      new FuzzHands() {
        @Override
        public Incoming receive(World.Client client, Bytes message, PreSharedKeys lent) {
          return FuzzHands.STEADY.receive(client, message, lent) instanceof Incoming.Application it
              ? new Incoming.Application(
                  it.sender(),
                  it.epoch(),
                  it.generation(),
                  it.authenticatedData(),
                  Bytes.ofUtf8("pardon?"),
                  it.delta())
              : FuzzHands.STEADY.receive(client, message, lent);
        }
      };

  /// A mistake, and a part of what is said when it is found.
  record Planted(String name, Supplier<FuzzHands> hands, String said) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Planted> planted() {
    return Stream.of(
        new Planted("reads something else", () -> HARD_OF_HEARING, "pardon?"),
        new Planted(
            "writes down what it refuses", WritesRefused::new, "leaves every row as it was"),
        new Planted("opens a text twice", OpensTwice::new, "the model says REFUSED"),
        new Planted("keeps the keys of old epochs", KeepsOldKeys::new, "the model says REFUSED"),
        new Planted("stays when it is removed", Stays::new, "is out"),
        new Planted("does not merge", Deaf::new, "epoch"),
        new Planted("comes back from an old copy", OldCopy::new, "once"),
        new Planted("forgives what follows a message", Forgiving::new, "EXTENDED"),
        new Planted("falls over what it cannot read", Falls::new, "IllegalStateException"),
        new Planted("does not erase", KeepsRows::new, ""));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void mistake_isNoticed(Planted planted) {
    String found = "";
    for (byte[] input : FuzzCorpus.all().values()) {
      try {
        FuzzRun.play(input, planted.hands().get());
      } catch (AssertionError e) {
        found = String.valueOf(e.getMessage());
        if (found.contains(planted.said())) {
          break;
        }
      }
    }
    assertThat(found).as(planted.name()).isNotEmpty().contains(planted.said());
  }

  private static final class WritesRefused implements FuzzHands {
    @Override
    public Incoming receive(World.Client client, Bytes message, PreSharedKeys lent) {
      try {
        return client.receive(message, lent);
      } catch (CoterieException refused) {
        client.store.put(RowKey.Kind.HELD.key(message.slice(0, 3)), message);
        throw refused;
      }
    }
  }

  private static final class OpensTwice implements FuzzHands {
    private final Map<String, Incoming> heard = new HashMap<>();

    @Override
    public Incoming receive(World.Client client, Bytes message, PreSharedKeys lent) {
      Incoming before = heard.get(client.name + message.toHex());
      if (before != null) {
        return before;
      }
      Incoming incoming = client.receive(message, lent);
      if (incoming instanceof Incoming.Application) {
        heard.put(client.name + message.toHex(), incoming);
      }
      return incoming;
    }
  }

  private static final class KeepsOldKeys implements FuzzHands {
    private final Map<String, List<Copy>> copies = new HashMap<>();

    private record Copy(Identity identity, List<Put> rows) {}

    @Override
    public void merge(World.Client client, StagedCommit commit) {
      copies
          .computeIfAbsent(client.name, name -> new ArrayList<>())
          .add(new Copy(client.identity, client.puts()));
      client.merge(commit);
    }

    @Override
    public Incoming receive(World.Client client, Bytes message, PreSharedKeys lent) {
      try {
        return client.receive(message, lent);
      } catch (CoterieException refused) {
        for (Copy copy : copies.getOrDefault(client.name, List.of())) {
          try (MlsGroup old = MlsGroup.restore(copy.identity(), copy.rows())) {
            Incoming incoming = old.receive(message, lent, World.NOW);
            if (incoming instanceof Incoming.Application) {
              return incoming;
            }
          } catch (CoterieException again) {
            refused.addSuppressed(again);
          }
        }
        throw refused;
      }
    }
  }

  private static final class Stays implements FuzzHands {
    @Override
    public void merge(World.Client client, StagedCommit commit) {
      if (!commit.selfRemoved()) {
        client.merge(commit);
      }
    }
  }

  private static final class Deaf implements FuzzHands {
    private int merged;

    @Override
    public void merge(World.Client client, StagedCommit commit) {
      if (++merged % 3 != 0) {
        client.merge(commit);
      }
    }
  }

  private static final class OldCopy implements FuzzHands {
    private final Map<String, NavigableMap<Bytes, Bytes>> copies = new HashMap<>();

    @Override
    public Sealed seal(World.Client client, Bytes plaintext, SeededRandom random) {
      copies.putIfAbsent(copy(client), new TreeMap<>(client.store));
      return FuzzHands.STEADY.seal(client, plaintext, random);
    }

    @Override
    public void restart(World.Client client) {
      NavigableMap<Bytes, Bytes> copy = copies.get(copy(client));
      if (copy != null) {
        client.store.clear();
        client.store.putAll(copy);
      }
      client.restart();
    }

    private static String copy(World.Client client) {
      return client.name + client.group().epoch() + client.group().proposals();
    }
  }

  private static final class Forgiving implements FuzzHands {
    @Override
    public Incoming receive(World.Client client, Bytes message, PreSharedKeys lent) {
      try {
        return client.receive(message, lent);
      } catch (MalformedException e) {
        if (e.field().equals("end")) {
          return client.receive(message.slice(0, message.size() - 1), lent);
        }
        throw e;
      }
    }
  }

  private static final class Falls implements FuzzHands {
    @Override
    public Incoming receive(World.Client client, Bytes message, PreSharedKeys lent) {
      try {
        return client.receive(message, lent);
      } catch (MalformedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class KeepsRows implements FuzzHands {
    @Override
    public void merge(World.Client client, StagedCommit commit) {
      NavigableMap<Bytes, Bytes> before = new TreeMap<>(client.store);
      client.merge(commit);
      before.keySet().removeAll(client.store.keySet());
      client.store.putAll(before);
    }
  }
}
