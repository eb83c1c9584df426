package dev.coterie.client;

import dev.coterie.client.call.Call;
import dev.coterie.client.call.CallControl;
import dev.coterie.client.call.CallSettings;
import dev.coterie.client.contact.Contacts;
import dev.coterie.client.event.ClientEvent;
import dev.coterie.client.group.Effect;
import dev.coterie.client.group.GroupEngine;
import dev.coterie.client.group.GroupFiles;
import dev.coterie.client.group.GroupStatus;
import dev.coterie.client.group.Input;
import dev.coterie.client.group.Step;
import dev.coterie.client.port.Batch;
import dev.coterie.client.port.ClientStore;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.UnavailableException;
import dev.coterie.gtp.MessageId;
import dev.coterie.hubapi.HubLink;
import dev.coterie.mls.message.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Owns one group: the only thread that touches its engine. Takes what has come, lets the engine
/// make its steps, writes all of them in one transaction, and only then lets anything out.
final class GroupActor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(GroupActor.class.getName());
  private static final int QUEUE = 1_024;
  private static final int TOGETHER = 256;
  private static final long IDLE_MS = 60_000;
  private static final long FIRST_MENDING_MS = 100;
  private static final long MENDING_MS = 5_000;

  private sealed interface Work {
    record Feed(Input input) implements Work {}

    record Ask<T>(Function<GroupEngine, T> question, CompletableFuture<T> answer) implements Work {
      void put(GroupEngine engine) {
        try {
          answer.complete(question.apply(engine));
        } catch (CoterieException e) {
          answer.completeExceptionally(e);
        }
      }
    }
  }

  private final GroupId id;
  private final GroupFiles files;
  private final ClientStore store;
  private final EventJournal journal;
  private final InstantSource clock;
  private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE);
  private final List<Work> backlog = new ArrayList<>();
  private final Map<Long, CompletableFuture<Boolean>> tickets = new ConcurrentHashMap<>();
  private final Map<MessageId, CompletableFuture<Long>> deliveries = new ConcurrentHashMap<>();
  private final AtomicLong nextTicket = new AtomicLong(1);
  private final CallDesk calls;
  private final HubSender sender;
  private final LogFeed feed;
  private final Runnable watch;
  private final Thread owner;
  private GroupEngine engine;
  private int failures;
  private boolean mended;
  private volatile boolean closed;

  GroupActor(
      GroupEngine engine,
      GroupFiles files,
      ClientStore store,
      EventJournal journal,
      HubLink link,
      Contacts contacts,
      InstantSource clock,
      Runnable watch) {
    this.id = engine.id();
    this.engine = engine;
    this.files = files;
    this.store = store;
    this.journal = journal;
    this.clock = clock;
    this.watch = watch;
    this.calls = new CallDesk(id, store, link, contacts, clock, this::feed);
    this.sender = new HubSender(id, link, this::feed);
    this.feed = new LogFeed(id, link, this::feed);
    this.owner = Thread.ofVirtual().name("group " + id).unstarted(this::run);
  }

  void start() {
    sender.start();
    switch (engine.row().status()) {
      case FOUNDING -> sender.found();
      case REMOVED, REPLACED -> {}
      case ACTIVE, LEAVING, FORKED, BEHIND, BLOCKED, MISSED, LOST, SUPERSEDED ->
          follow(engine.row().mark().sequence() + 1);
    }
    owner.start();
  }

  private void follow(long from) {
    watch.run();
    feed.start(from);
  }

  GroupId id() {
    return id;
  }

  LogFeed feed() {
    return feed;
  }

  /// Lets the owner make something of the engine, between two steps.
  <T> T ask(Function<GroupEngine, T> question, Duration patience) {
    var answer = new CompletableFuture<T>();
    offer(new Work.Ask<>(question, answer));
    return Waiting.on(answer, patience, "group " + id);
  }

  /// Gives a command and waits until it is done.
  void command(LongFunction<Input> input, Duration patience) {
    long ticket = nextTicket.getAndIncrement();
    var done = new CompletableFuture<Boolean>();
    tickets.put(ticket, done);
    try {
      offer(new Work.Feed(input.apply(ticket)));
      Waiting.on(done, patience, "change of group " + id);
    } finally {
      tickets.remove(ticket);
    }
  }

  /// Begins a call. Returns once the group knows of it.
  Call call(CallSettings settings, Duration patience) {
    CallControl.Place place =
        ask(engine -> new CallControl.Place(id, engine.self(), engine.mediaSuite()), patience);
    var begun = calls.begin(settings, place);
    try {
      command(
          ticket -> new Input.CallOn(begun.number(), settings.channel(), Input.Entry.FIRST, ticket),
          patience);
      return begun.call();
    } catch (RuntimeException e) {
      begun.call().close();
      throw e;
    }
  }

  /// Where a text that is about to be said will tell of its place.
  CompletableFuture<Long> delivery(MessageId message) {
    return deliveries.computeIfAbsent(message, each -> new CompletableFuture<>());
  }

  /// Texts that are said in another group now will be acknowledged there.
  void deliveriesTo(GroupActor other) {
    other.deliveries.putAll(deliveries);
    deliveries.clear();
  }

  void forget(MessageId message) {
    deliveries.remove(message);
  }

  private void feed(Input input) {
    offer(new Work.Feed(input));
  }

  private void offer(Work work) {
    try {
      while (!closed) {
        if (queue.offer(work, 1, TimeUnit.SECONDS)) {
          return;
        }
      }
      throw new IllegalStateException("the client is closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("group " + id, e);
    }
  }

  private void run() {
    while (!closed) {
      try {
        List<Work> works = take();
        try {
          process(works);
          failures = 0;
        } catch (RuntimeException e) {
          mend(works, e);
        }
      } catch (InterruptedException _) {
        closed = true;
      }
    }
    engine.close();
  }

  private List<Work> take() throws InterruptedException {
    if (!backlog.isEmpty()) {
      List<Work> left = List.copyOf(backlog);
      backlog.clear();
      return left;
    }
    Work first = queue.poll(waitMillis(), TimeUnit.MILLISECONDS);
    var works = new ArrayList<Work>();
    if (first != null) {
      works.add(first);
      queue.drainTo(works, TOGETHER - 1);
    }
    return works;
  }

  private long waitMillis() {
    Optional<Instant> wakeAt = engine.wakeAt();
    return wakeAt
        .map(at -> Math.clamp(Duration.between(clock.instant(), at).toMillis(), 1, IDLE_MS))
        .orElse(IDLE_MS);
  }

  private void process(List<Work> works) {
    var batch = new Batch();
    var effects = new ArrayList<Effect>();
    var questions = new ArrayList<Work.Ask<?>>();
    if (works.isEmpty()) {
      step(new Input.Tick(), batch, effects);
    }
    try {
      take(works, batch, effects, questions);
      journal.commit(batch, events(effects));
    } catch (RuntimeException e) {
      effects.forEach(GroupActor::wipe);
      throw e;
    }
    mended = false;
    effects.forEach(this::perform);
    questions.forEach(ask -> ask.put(engine));
  }

  private void take(
      List<Work> works, Batch batch, List<Effect> effects, List<Work.Ask<?>> questions) {
    if (mended) {
      calls.again().ifPresent(input -> step(input, batch, effects));
    }
    for (int i = 0; i < works.size(); i++) {
      if (!effects.isEmpty() && effects.getLast() instanceof Effect.Reopen) {
        backlog.addAll(works.subList(i, works.size()));
        return;
      }
      switch (works.get(i)) {
        case Work.Feed(var input) -> step(input, batch, effects);
        case Work.Ask<?> ask -> questions.add(ask);
      }
    }
  }

  private static List<ClientEvent> events(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.Tell.class::isInstance)
        .map(effect -> ((Effect.Tell) effect).event())
        .toList();
  }

  /// What is not handed out leaves no key behind.
  private static void wipe(Effect effect) {
    if (effect instanceof Effect.CallKeys(_, var turn)) {
      turn.close();
    }
  }

  private void step(Input input, Batch batch, List<Effect> effects) {
    Step step = engine.handle(clock.instant(), input);
    batch.append(step.batch());
    effects.addAll(step.effects());
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Found _ -> sender.found();
      case Effect.AppendHandshake(var append) -> sender.send(append);
      case Effect.AppendText(var append) -> sender.send(append);
      case Effect.Withdraw(var hubId) -> sender.withdraw(hubId);
      case Effect.Tell(var event) -> told(event);
      case Effect.Settle(var ticket, var failure) -> settle(ticket, failure);
      case Effect.Follow(var from) -> follow(from);
      case Effect.Scrub _ -> store.scrub();
      case Effect.CallKeys keys -> calls.keys(keys);
      case Effect.EndCall end -> calls.end(end);
      case Effect.Reopen _ -> reopen();
      case Effect.Halt _ -> feed.close();
    }
  }

  /// We are back in the group, which is another object for it.
  private void reopen() {
    engine.close();
    engine = files.restore(id).orElseThrow();
    feed.look();
  }

  private void told(ClientEvent event) {
    switch (event) {
      case ClientEvent.MessageAcknowledged(_, var message, var sequence) -> {
        var waiting = deliveries.remove(message);
        if (waiting != null) {
          waiting.complete(sequence);
        }
      }
      case ClientEvent.SendFailed(_, var message, var rule) -> {
        var waiting = deliveries.remove(message);
        if (waiting != null) {
          waiting.completeExceptionally(Failures.sending(rule));
        }
      }
      default -> {}
    }
  }

  private void settle(long ticket, Optional<CoterieException> failure) {
    var waiting = tickets.remove(ticket);
    if (waiting != null) {
      failure.ifPresentOrElse(waiting::completeExceptionally, () -> waiting.complete(true));
    }
  }

  /// The engine and the store may disagree now: the store counts.
  private void mend(List<Work> works, RuntimeException why) throws InterruptedException {
    LOG.log(System.Logger.Level.WARNING, "group " + id + " is taken up again from its store", why);
    CoterieException told =
        why instanceof CoterieException known ? known : new UnavailableException("group", why);
    sender.clear();
    tickets.values().forEach(each -> each.completeExceptionally(told));
    for (Work work : works) {
      if (work instanceof Work.Ask<?> ask) {
        ask.answer().completeExceptionally(told);
      }
    }
    backlog.clear();
    while (!closed) {
      Thread.sleep(Math.min(FIRST_MENDING_MS << Math.min(failures, 10), MENDING_MS));
      failures++;
      @Nullable GroupEngine fresh = restored();
      if (fresh != null) {
        engine.close();
        engine = fresh;
        mended = true;
        feed.restart(engine.row().mark().sequence() + 1);
        if (engine.row().status() == GroupStatus.FOUNDING) {
          sender.found();
        }
        return;
      }
    }
  }

  private @Nullable GroupEngine restored() {
    try {
      return files.restore(id).orElse(engine);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "group " + id + " cannot be read", e);
      return null;
    }
  }

  @Override
  public void close() {
    closed = true;
    calls.close();
    feed.close();
    sender.close();
    owner.interrupt();
    try {
      owner.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    var over = new UnavailableException("client", new IllegalStateException("closed"));
    tickets.values().forEach(each -> each.completeExceptionally(over));
    deliveries.values().forEach(each -> each.completeExceptionally(over));
  }
}
