package dev.coterie.cli;

import dev.coterie.cli.peer.MlsPeer;
import picocli.CommandLine.Command;

/// The engine as a peer for other implementations.
@Command(
    name = "peer",
    description = {
      "Speak for the MLS engine in lines of JSON, for tests and timings beside other"
          + " implementations.",
      "One request per line on standard input, one reply per line on standard output:"
          + " {\"ok\":true,...}, or {\"ok\":false,\"error\":\"what is wrong\"}. What the engine"
          + " cannot do is an error that begins with \"unsupported: \". Octets are hexadecimal. A"
          + " client is made by its first mention, and is in one group at most. Ends with its"
          + " input.",
      "",
      "Nothing is kept, and secrets are told to whoever asks: for tests only."
    },
    footerHeading = "%nRequests (an op and its members):%n",
    footer = {
      "  hello                                          key_package     client suite",
      "  create          client suite group_id          join            client welcome"
          + " ratchet_tree",
      "  add             client key_packages            remove          client identities",
      "  update          client                         commit_pending  client",
      "  merge           client                         clear_pending   client",
      "  propose_add     client key_package             propose_remove  client identity",
      "  propose_update  client                         process         client message",
      "  psk             client id secret               propose_psk     client id",
      "  encrypt         client data aad                export          client label context"
          + " length",
      "  authenticator   client                         group_info      client",
      "  external_commit client suite group_info",
      "  members         client                         bench           what members iterations"
          + " suite",
      "",
      "  Commits and proposals are encrypted unless \"public\":true is among their members.",
      "  bench: key_package, create_group, join, commit_update, process_commit, encrypt, decrypt.",
      "",
      "Examples:",
      "  echo '{\"op\":\"hello\"}' | coterie mls peer",
      "  echo '{\"op\":\"bench\",\"what\":\"encrypt\",\"members\":10,\"iterations\":10000}' |"
          + " coterie mls peer"
    })
final class MlsPeerCommand extends Subcommand {
  @Override
  ExitCode run(Console console) throws Exception {
    MlsPeer.serve(Version.text(), input(), commandLine().getOut());
    return ExitCode.DONE;
  }
}
