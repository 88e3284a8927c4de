#!/usr/bin/env bash
# Installs what is missing, builds the programs, and opens the console on a practice shop: a stand-in for Twilio and
# the customers' phones, a relay and a core with a seeded shop, all on this machine. Nothing reaches a real phone.
# Without a display the shop runs alone. Closing the window or Ctrl+C ends it; the next run finds everything as it was.
# --new-shop begins with a new shop and keeps the old one aside, in a folder old-1, old-2 … beside it: for a shop that
# another version has made and that does not open any more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  echo "run: $*" >&2
  exit 1
}

case ${1:-} in
  "") new_shop= ;;
  --new-shop) new_shop=--new-shop ;;
  -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
  *) echo "run: unknown option $1; there is --new-shop alone." >&2; exit 2 ;;
esac

packaging/install-dependencies.sh --programs || fail "the dependencies could not be installed."

work=$(mktemp -d)
up=
finish() {
  [[ -z $up ]] || kill "$up" 2>/dev/null || true
  [[ -z $up ]] || wait "$up" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 0' INT TERM

echo "run: building the programs (a few minutes the first time)."
cmake --preset dev >"$work/build.log" 2>&1 \
  && cmake --build --preset dev -j "${COUNTERBELL_JOBS:-$(nproc)}" \
    --target counterbell counterbell-core counterbell-relay counterbell-sandbox >>"$work/build.log" 2>&1 \
  || { tail -n 40 "$work/build.log" >&2; fail "the programs could not be built; see the lines above."; }

# What the shop writes, its log too, is for this user alone.
umask 077
data=${XDG_DATA_HOME:-$HOME/.local/share}/counterbell/sandbox
log=$data/run.log
mkdir -p "$data" && chmod 0700 "$data" || fail "the data folder $data could not be made."
# Appended to, since a sandbox that runs already may be writing it; begun anew when it has grown.
[[ $(stat -c %s "$log" 2>/dev/null || echo 0) -lt 10000000 ]] || mv -f "$log" "$log.1"

if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} || -n ${QT_QPA_PLATFORM:-} ]]; then
  cat <<TEXT
The practice shop opens in a window: Halden & Rowe, signed in as Mia Tanaka, the manager. Nothing reaches real phones.
Other members sign in by the avatar: PIN 1111 (owner), 3333 (agent), 4444 (staff). "Sandbox phone" makes you a customer.
Closing the window ends it; addresses: $data/ready.json, logs: $log
TEXT
  build/dev/bin/counterbell --sandbox $new_shop 2>>"$log" &
  up=$!
  wait "$up" && status=0 || status=$?
  up=
  [[ $status -eq 0 ]] && exit 0
  tail -n 3 "$log" >&2
  fail "the console ended with an error; its log is $log."
fi

echo "run: there is no display for the window, so the practice shop runs without it."
build/dev/bin/counterbell-sandbox up --data "$data" --ready-file "$work/ready.json" $new_shop >/dev/null 2>>"$log" &
up=$!
for _ in $(seq 300); do
  [[ -e $work/ready.json ]] && break
  if ! kill -0 "$up" 2>/dev/null; then
    up=
    grep -v '"level":"info"' "$log" | tail -n 3 >&2
    fail "the sandbox ended before it was ready; its last words are above, all of them are in $log."
  fi
  sleep 0.2
done
[[ -e $work/ready.json ]] || fail "the sandbox was not ready within a minute; its log is $log."

field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$work/ready.json" "$1"; }
phone="$(field twilio)/sandbox/handsets/+61412345678/messages"
cat <<TEXT
The sandbox runs: Halden & Rowe, a seeded shop. Nothing reaches real phones. Ctrl+C ends it; logs: $log
Core: $(field core), JSON-RPC, token in $data/core/core.json; sign in as owner, manager, agent or staff, PIN 1111, 2222, 3333, 4444.
Twilio's stand-in: $(field twilio) · relay: $(field relay)
Write as a customer:  curl -d '{"body": "Hi, is it ready?"}' -H 'Content-Type: application/json' $phone
See what arrived on that phone, the AI's answer first of all:  curl $phone
TEXT
wait "$up" || fail "the sandbox ended with an error; its log is $log."
