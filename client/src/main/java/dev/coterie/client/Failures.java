package dev.coterie.client;

import dev.coterie.client.group.ClientRule;
import dev.coterie.codec.RefusedException;
import dev.coterie.codec.Rule;
import dev.coterie.hubapi.HubRule;
import java.util.stream.Stream;

/// Finds the rule that a stored event names.
final class Failures {
  private Failures() {}

  static RefusedException sending(String rule) {
    Rule known =
        Stream.<Rule>concat(Stream.of(ClientRule.values()), Stream.of(HubRule.values()))
            .filter(each -> each.name().equals(rule))
            .findFirst()
            .orElse(ClientRule.NOT_A_MEMBER);
    return new RefusedException(known, "the text is not sent any more");
  }
}
