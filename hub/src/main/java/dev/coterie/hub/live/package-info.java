/// Live fan-out: who is connected hears of new records and mail at once, through a queue that has
/// an end. Nothing here is a promise; the log is.
package dev.coterie.hub.live;
