package dev.coterie.cli;

import dev.coterie.client.contact.ContactRule;
import dev.coterie.client.group.ClientRule;
import dev.coterie.codec.CoterieException;
import dev.coterie.codec.RefusedException;
import dev.coterie.hubapi.HubRule;
import dev.coterie.media.device.DeviceRule;
import dev.coterie.media.wav.WavRule;
import dev.coterie.store.client.StoreRule;

/// What to do next after a refusal: by its rule where we know better than its remedy says.
final class Hints {
  private Hints() {}

  static String next(CoterieException e) {
    return e instanceof RefusedException refused ? next(refused) : "nothing was lost: try again";
  }

  static String next(RefusedException refused) {
    return switch (refused.rule()) {
      case StoreRule rule -> next(rule);
      case HubRule rule -> next(rule, refused);
      case ClientRule rule -> next(rule, refused);
      case ContactRule rule -> next(rule);
      case DeviceRule rule -> next(rule);
      case WavRule _ ->
          "convert it: ffmpeg -i FILE -ac 1 -ar 48000 -c:a pcm_s16le speech.wav, for example";
      default -> byRemedy(refused);
    };
  }

  private static String next(StoreRule rule) {
    return switch (rule) {
      case STORE_IN_USE ->
          "end the chat, listen or join that runs on this home (a chat can do what you want to do:"
              + " /help), or use another --home";
      case WRONG_KEY -> "try again with the right passphrase, or bring the right messages.key back";
      case UNLOCK_KIND -> "mend 'lock' in the file settings of the home: key-file or passphrase";
      case KEY_FILE -> "bring the messages.key that was made with this store back";
      case NOT_A_STORE -> "--home names a folder whose messages.db is something else";
      case SCHEMA_TOO_NEW -> "use the coterie that wrote it, or a newer one";
      case ROW_FORGED -> "the store was damaged or tampered with: begin anew with another --home";
    };
  }

  private static String next(HubRule rule, RefusedException refused) {
    return switch (rule) {
      case WRONG_CERTIFICATE ->
          "somebody else answers at that address, or the hub lost its key: ask its operator for the"
              + " fingerprint, then coterie id --hub HOST:PORT#FINGERPRINT";
      default -> byRemedy(refused);
    };
  }

  private static String next(ClientRule rule, RefusedException refused) {
    return switch (rule) {
      case NO_KEY_PACKAGE -> "they have to run coterie join (or chat) once on the same hub";
      case LAST_MEMBER -> "there is nobody to tell: just forget the group";
      case GROUP_BLOCKED ->
          "it heals by itself if a member can help; if nobody can: coterie replace";
      case NOT_STUCK -> "coterie remove takes somebody out of a group that works";
      case COMMITTER_UNKNOWN -> "coterie replace --without NAME";
      case GROUP_REPLACED -> "coterie listen says which one";
      case REMOVES_ITSELF -> "coterie leave is the way to go yourself";
      default -> byRemedy(refused);
    };
  }

  private static String next(ContactRule rule) {
    return switch (rule) {
      case OWN_KEY ->
          "this is your own line: you need the one that the other's coterie join prints";
      case NAME_TAKEN -> "if that is another person, give them another name: NAME2@FINGERPRINT";
      case KEY_TAKEN -> "use the name under which you know them";
      case UNKNOWN_CONTACT -> "give the fingerprint too: NAME@FINGERPRINT";
      case KEY_PACKAGE_OTHER_KEY ->
          "do not trust this hub before you know why: it gave another key for them";
    };
  }

  private static String next(DeviceRule rule) {
    return switch (rule) {
      case NO_MICROPHONE ->
          "coterie call --speak FILE.wav says what a file holds; --mute only listens";
      case NO_SPEAKER -> "coterie call --record DIR keeps what is said, one WAV file per speaker";
      case UNKNOWN_DEVICE -> "coterie call --devices lists them";
      case DEVICE_BUSY -> "end the program that uses it, or take another: coterie call --devices";
    };
  }

  private static String byRemedy(RefusedException refused) {
    return switch (refused.rule().remedy()) {
      case DROP -> "nothing was changed; what was refused can be forgotten";
      case RETRY -> "nothing was changed; the same may succeed later";
      case RESYNC -> "nothing was changed; fetch what is new and try again";
      case REJOIN -> "this membership cannot go on: ask a member to add you again";
      case FATAL -> "nothing was changed; trying again does not help";
    };
  }
}
