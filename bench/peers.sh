#!/bin/sh
# Builds other implementations of MLS from their registries' packages, and sets them beside ours.
#
#   bench/peers.sh build [NAME...]      into $PEERS (bench/target/peers)
#   bench/peers.sh selftest [NAME...]   the scenarios between ours and each, both ways
#   bench/peers.sh mixed                groups of three implementations, every pair that is built
#   bench/peers.sh vectors [SEED]       vectors that our engine makes, judged by the test suites inside OpenMLS and mls-rs
#   bench/peers.sh list                 what is built, and how it is started
#
# Names: openmls mls-rs bouncycastle ts-mls rfc9420. Drivers and scenarios lie outside of this repository, in
# $COTERIE_SHARED/peers (../shared/peers). Versions are fixed: in the drivers, and in bench/peers.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
shared=${COTERIE_SHARED:-$root/../shared}
drivers=$shared/peers
out=${PEERS:-$root/bench/target/peers}
all="openmls mls-rs bouncycastle ts-mls rfc9420"
jobs=${CARGO_BUILD_JOBS:-1}
coterie=${COTERIE:-$root/coterie}

say() { printf 'peers: %s\n' "$*" >&2; }

# The first tool of a list that is missing, or nothing.
missing() { for tool in "$@"; do command -v "$tool" >/dev/null || { echo "$tool"; return; }; done; }

tools() {
  case $1 in
    openmls) echo cargo cc ;;
    mls-rs) echo cargo cc cmake ;;
    bouncycastle) echo java mvn ;;
    ts-mls) echo node npm ;;
    rfc9420) echo python3 ;;
    *) say "no peer is called $1; there are: $all"; exit 64 ;;
  esac
}

# The command that starts a built peer, or nothing.
command_of() {
  case $1 in
    openmls) [ -x "$out/t-openmls/release/openmls-peer" ] && echo "$out/t-openmls/release/openmls-peer" ;;
    mls-rs) [ -x "$out/t-mls-rs/release/mls-rs-peer" ] && echo "$out/t-mls-rs/release/mls-rs-peer" ;;
    bouncycastle) [ -f "$out/bouncycastle/target/peer.jar" ] && echo "java -jar $out/bouncycastle/target/peer.jar" ;;
    ts-mls) [ -d "$out/ts-mls/node_modules/ts-mls" ] && echo "node $out/ts-mls/peer.mjs --repair" ;;
    rfc9420) [ -x "$out/rfc9420/bin/python" ] && echo "$out/rfc9420/bin/python $drivers/rfc9420_peer.py --repair" ;;
  esac || true
}

# A lock file of exactly the packages that were tried: cargo says itself which registry they come from.
lock() {
  versions=$root/bench/peers/$1.versions
  (
    cd "$2"
    rm -f Cargo.lock
    cargo generate-lockfile --quiet
    source=$(sed -n 's/^source = //p' Cargo.lock | head -n 1)
    echo 'version = 4' >Cargo.lock
    while read -r name version checksum; do
      printf '\n[[package]]\nname = "%s"\nversion = "%s"\nsource = %s\nchecksum = "%s"\n' "$name" "$version" "$source" "$checksum"
    done <"$versions" >>Cargo.lock
    cargo metadata --quiet --format-version 1 >/dev/null # completes the file
    awk -F'"' '/^name/ { n = $2 } /^version = "/ { v = $2 } /^checksum/ { print n, v, $2 }' Cargo.lock >used.versions
    other=$(grep -cvxF -f "$versions" used.versions || true)
    [ "$other" = 0 ] || say "$other packages of $1 are of other versions than those that were tried: $2/used.versions"
  )
}

build() {
  peer=$1
  lacks=$(missing $(tools "$peer"))
  [ -z "$lacks" ] || { say "$peer: skipped, there is no $lacks"; return 0; }
  [ -d "$drivers" ] || { say "no drivers in $drivers: set COTERIE_SHARED"; exit 66; }
  [ -z "$(command_of "$peer")" ] || { say "$peer: built already"; return 0; }
  say "$peer: building (this can take minutes)"
  mkdir -p "$out"
  case $peer in
    openmls | mls-rs)
      rm -rf "${out:?}/$peer" && cp -r "$drivers/mls/$peer" "$out/$peer" && chmod -R u+w "$out/$peer"
      lock "$peer" "$out/$peer"
      CARGO_TARGET_DIR=$out/t-$peer cargo build --quiet --release -j "$jobs" --manifest-path "$out/$peer/Cargo.toml"
      ;;
    bouncycastle)
      rm -rf "${out:?}/$peer" && cp -r "$drivers/mls/$peer" "$out/$peer" && chmod -R u+w "$out/$peer"
      mvn -q -B -f "$out/$peer/pom.xml" package "-Dout=$out/$peer/target"
      ;;
    ts-mls)
      rm -rf "${out:?}/$peer" && cp -r "$drivers/mls/$peer" "$out/$peer" && chmod -R u+w "$out/$peer"
      (cd "$out/$peer" && npm ci --silent --legacy-peer-deps)
      ;;
    rfc9420)
      python3 -m venv "$out/rfc9420"
      "$out/rfc9420/bin/pip" install --quiet --disable-pip-version-check -r "$root/bench/peers/rfc9420.txt"
      ;;
  esac
  say "$peer: $(command_of "$peer")"
}

selftest() {
  failed=0
  for peer in "$@"; do
    command=$(command_of "$peer")
    [ -n "$command" ] || { say "$peer: skipped, not built"; continue; }
    said=$out/selftest-$peer.txt
    python3 "$drivers/mls_selftest.py" --a "$coterie mls peer" --b "$command" >"$said" 2>&1 || failed=1
    grep '^FAIL' "$said" || true
    echo "$peer: $(tail -n 1 "$said")"
  done
  return $failed
}

mixed() {
  set -- -Dtest=MixedGroupsTest -Dsurefire.failIfNoSpecifiedTests=false "-Dcoterie.shared=$shared"
  for peer in $all; do
    command=$(command_of "$peer")
    if [ -n "$command" ]; then set -- "$@" "-Dcoterie.peer.$peer=$command"; else say "$peer: not built"; fi
  done
  (cd "$root" && mvn -pl bench -am "$@" test)
}

# The sources of a Rust package as the registry has them.
sources() {
  found=$(ls -d "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/"$1" 2>/dev/null | head -n 1)
  [ -n "$found" ] || { say "no sources of $1: build the peer first"; return 1; }
  rm -rf "${out:?}/suite-$1" && cp -r "$found" "$out/suite-$1" && chmod -R u+w "$out/suite-$1"
}

vectors() {
  made=$out/vectors
  rm -rf "$made" && mkdir -p "$made/first"
  $coterie mls vectors --generate "$made" --seed "$1" >/dev/null
  $coterie mls vectors --generate "$made/first" --seed "$1" --suite 1 >/dev/null
  export CARGO_PROFILE_TEST_DEBUG=0 CARGO_PROFILE_TEST_OPT_LEVEL=1
  lacks=$(missing cargo cc)
  [ -z "$lacks" ] || { say "skipped, there is no $lacks"; return 0; }

  # OpenMLS reads the files while its tests are compiled. Its own kind of file is left empty; one test names its own crate.
  if sources openmls-0.9.2; then
    suite=$out/suite-openmls-0.9.2
    mkdir -p "$suite/test_vectors" && cp "$made"/*.json "$suite/test_vectors/"
    echo '[]' >"$suite/test_vectors/kat_encryption_openmls.json"
    sed -i.bak 's/Provider: openmls::storage/Provider: crate::storage/' "$suite/src/tree/tests_and_kats/kats/secret_tree.rs"
    say "OpenMLS: building its tests"
    CARGO_TARGET_DIR=$out/t-suite-openmls cargo test --quiet -j "$jobs" --manifest-path "$suite/Cargo.toml" --lib \
      --features test-utils -- vectors 2>/dev/null | grep -e '^test ' -e '^test result' || say "OpenMLS: failed"
  fi

  # mls-rs reads them when its tests run. Operations on trees it judges in suite 1 only.
  if sources mls-rs-0.57.0; then
    suite=$out/suite-mls-rs-0.57.0
    data=$suite/test_data
    mkdir -p "$data" && : >"$data/legacy_snapshot.mls"
    while read -r ours theirs; do cp "$made/$ours.json" "$data/$theirs.json"; done <<NAMES
crypto-basics basic_crypto
tree-math tree_math
tree-validation interop_tree_validation
treekem interop_tree_kem
first/tree-operations tree_modifications_interop
message-protection framing
key-schedule key_schedule_test_vector
secret-tree secret_tree_interop
transcript-hashes interop_transcript_hashes
messages serialization
passive-client-welcome interop_passive_client_welcome
passive-client-handling-commit interop_passive_client_handle_commit
passive-client-random interop_passive_client_random
NAMES
    say "mls-rs: building its tests"
    CARGO_TARGET_DIR=$out/t-suite-mls-rs cargo test --quiet -j "$jobs" --manifest-path "$suite/Cargo.toml" --lib -- \
      interop_test_vectors interop_tests basic_crypto_test_vectors test_tree_math transcript_hash::tests::transcript_hash test_key_schedule \
      2>/dev/null | grep -e '^test ' -e '^test result' || say "mls-rs: failed"
  fi
}

word=${1:-help}
[ $# = 0 ] || shift
case $word in
  build) for peer in ${*:-$all}; do build "$peer"; done ;;
  selftest) selftest ${*:-$all} ;;
  mixed) mixed ;;
  vectors) vectors "${1:-1}" ;;
  list) for peer in $all; do echo "$peer: $(command_of "$peer" | grep . || echo "not built")"; done ;;
  *) sed -n '2,12s/^# \{0,1\}//p' "$0"; [ "$word" = help ] || exit 64 ;;
esac
