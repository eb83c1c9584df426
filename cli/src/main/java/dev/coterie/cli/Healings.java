package dev.coterie.cli;

import dev.coterie.gbp.ReturnReason;

/// Words for the way back into a group.
final class Healings {
  private Healings() {}

  static String why(ReturnReason reason) {
    return switch (reason) {
      case MISSED -> "records of this group are not to be had";
      case LOST -> "what is stored about this group cannot be read";
      case BEHIND -> "this store is an old copy";
      case BLOCKED -> "you cannot follow a change of this group";
      case FORKED -> "a member saw another log than you";
    };
  }

  static String missed(long from, long to) {
    if (from < 1 || to < from) {
      return "";
    }
    return ". Records " + from + " to " + to + " may hold texts that you will not see";
  }
}
