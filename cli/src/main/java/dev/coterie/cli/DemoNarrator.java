package dev.coterie.cli;

import dev.coterie.cli.demo.Narrator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Tells what happens in the demonstration, as it happens.
final class DemoNarrator implements Narrator {
  private static final int STRIP = 20;

  private final Console console;
  private boolean sounded;

  DemoNarrator(Console console) {
    this.console = console;
  }

  @Override
  public void act(String act, String text, Map<String, String> facts) {
    console.say(console.styled(Console.Style.STRONG, String.format("%-8s", act)) + "  " + text);
    var json = Json.object().put("event", "act").put("act", act).put("text", text);
    facts.forEach(json::put);
    console.emit(json);
  }

  @Override
  public void said(int number, int of, String speaker, String text) {
    console.say(
        "%s %s %s"
            .formatted(
                console.styled(Console.Style.FAINT, "%3d/%d".formatted(number, of)),
                String.format("%-6s", speaker),
                DemoReport.shortened(text)));
    console.emit(
        Json.object()
            .put("event", "said")
            .put("line", number)
            .put("of", of)
            .put("speaker", speaker));
  }

  @Override
  public void sounded(double seconds, List<Strip> strips) {
    String speaker = strips.getFirst().name();
    if (!sounded) {
      sounded = true;
      console.say(
          console.styled(
              Console.Style.FAINT, "   second   " + row(strips, each -> title(each, speaker))));
    }
    console.say("   %6.0f   ".formatted(seconds) + row(strips, DemoNarrator::bars));
    var levels = Json.object();
    strips.stream()
        .filter(Strip::listening)
        .forEach(
            strip ->
                levels.put(strip.name(), strip.levels().stream().map(Json.Whole::new).toList()));
    console.emit(
        Json.object()
            .put("event", "sound")
            .put("second", Math.round(seconds))
            .put("levels", levels));
  }

  private static String row(List<Strip> strips, Function<Strip, String> cell) {
    return strips.stream().map(cell).collect(Collectors.joining("  ")).stripTrailing();
  }

  private static String title(Strip strip, String speaker) {
    String does = strip.name().equals(speaker) ? " speaks" : " hears";
    return String.format("%-" + STRIP + "s", strip.name() + does);
  }

  private static String bars(Strip strip) {
    String text = strip.listening() ? strip.bars() : "(no longer there)";
    return String.format("%-" + STRIP + "s", text);
  }
}
