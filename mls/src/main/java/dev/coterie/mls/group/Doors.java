package dev.coterie.mls.group;

import dev.coterie.mls.message.ExternalSender;
import dev.coterie.mls.message.KeyPackage;
import dev.coterie.mls.message.Proposal;

/// The policies towards outsiders that need no application.
enum Doors implements OutsiderPolicy {
  CLOSED,
  RETURNING,
  OPEN;

  @Override
  public boolean mayPropose(ExternalSender sender, Proposal proposal) {
    return this == OPEN;
  }

  @Override
  public boolean mayAsk(KeyPackage keyPackage) {
    return this == OPEN;
  }

  @Override
  public boolean mayEnter(Entrant entrant) {
    return switch (this) {
      case CLOSED -> false;
      case RETURNING -> entrant.replaces().isPresent();
      case OPEN -> true;
    };
  }
}
