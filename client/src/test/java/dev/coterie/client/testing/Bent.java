package dev.coterie.client.testing;

import dev.coterie.hubapi.ForwardingHubLink;
import dev.coterie.hubapi.HubLink;

/// A link that passes everything on; what lies or fails overrides a call.
public class Bent extends ForwardingHubLink {
  /// Around a link.
  public Bent(HubLink straight) {
    super(straight);
  }

  /// The link behind.
  protected final HubLink straight() {
    return link();
  }
}
