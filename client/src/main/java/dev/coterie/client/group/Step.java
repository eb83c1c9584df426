package dev.coterie.client.group;

import dev.coterie.client.port.Batch;
import java.util.List;

/// What one input led to: the batch first, as a whole and durably; then the effects in order.
public record Step(Batch batch, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }
}
