package dev.coterie.store.client;

import dev.coterie.codec.Remedy;
import dev.coterie.codec.Rule;

/// Why a client's store was not opened, or not read.
public enum StoreRule implements Rule {
  STORE_IN_USE("lock", Remedy.RETRY, "another process, or this one, holds the store"),
  WRONG_KEY("key", Remedy.RETRY, "the passphrase or key file does not open this store"),
  UNLOCK_KIND("key", Remedy.RETRY, "the store is locked by the other kind of key"),
  KEY_FILE("key", Remedy.RETRY, "a key file holds exactly 32 octets"),
  NOT_A_STORE("format", Remedy.FATAL, "the file is not a Coterie client store"),
  SCHEMA_TOO_NEW("format", Remedy.FATAL, "the store was written by a later version"),
  ROW_FORGED("rows", Remedy.REJOIN, "a row does not open under its own table and key");

  private final String topic;
  private final Remedy remedy;
  private final String text;

  StoreRule(String topic, Remedy remedy, String text) {
    this.topic = topic;
    this.remedy = remedy;
    this.text = text;
  }

  @Override
  public String section() {
    return "client store, " + topic;
  }

  @Override
  public Remedy remedy() {
    return remedy;
  }

  @Override
  public String text() {
    return text;
  }
}
