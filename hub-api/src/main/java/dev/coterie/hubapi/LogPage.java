package dev.coterie.hubapi;

import java.util.List;

/// A piece of a group's log.
///
/// @param records those the reader may see from the asked sequence on, in order; a gap in the
///   sequences says that the reader was off the roster in between. Empty: nothing there yet
/// @param head the end of the log; for a removed member, the record that removed it
public record LogPage(List<LogRecord> records, LogHead head, Standing standing) {
  /// How a reader stands to the group.
  public enum Standing {
    /// On the roster.
    MEMBER,
    /// No longer on it: what was before the removal stays readable, nothing else.
    REMOVED
  }

  /// Copies the list.
  public LogPage {
    records = List.copyOf(records);
  }

  /// Whether the last record of the page is the head.
  public boolean reachesHead() {
    return records.isEmpty() || records.getLast().sequence() == head.sequence();
  }
}
