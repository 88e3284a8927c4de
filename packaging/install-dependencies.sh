#!/usr/bin/env bash
# Installs what a bare Debian 12 needs to build, run and test Counterbell.
# Runs as root, or through sudo. Running it again changes nothing.
#
#   packaging/install-dependencies.sh [--programs]     --programs leaves out what only the tests need
set -euo pipefail

case ${1:-} in
  "") for_tests=yes ;;
  --programs) for_tests= ;;
  *) echo "install-dependencies: unknown option $1; there is --programs alone." >&2; exit 2 ;;
esac

packages=(
  # tools
  build-essential ca-certificates ccache cmake curl git mold ninja-build pkg-config python3
  # Qt, and what the core is built on
  qt6-base-dev qt6-base-dev-tools qt6-websockets-dev libqt6sql6-sqlite libqt6sql6-psql
  qcoro-qt6-dev libexpected-dev libphonenumber-dev libssl-dev libzip-dev qtkeychain-qt6-dev
  # the console: icons and letters
  qt6-svg-dev libqt6svg6 fonts-inter fonts-noto-core fonts-noto-color-emoji libqrencode-dev
  # the second database's client library
  libpq-dev
  # the relay
  libboost-dev libsqlite3-dev libtomlplusplus-dev
)
for_tests_only=(
  # the walks through the console's window: a screen, its keys and mouse, a message bus, and what a screen reader hears
  xvfb xdotool dbus at-spi2-core python3-gi
  # a database server that the tests start for themselves
  postgresql-15
  # the fuzz targets
  clang libclang-rt-14-dev
  # the relay behind a reverse proxy, and what its throughput is measured with and against
  nginx-light caddy wrk
  # the relay's systemd unit is verified, and held against the system calls that the relay makes
  systemd strace
)
# Node.js and npm drive the test oracles (Twilio's own helper library among them). Any Node.js from 18 on
# will do, so one that is here already is left alone.
command -v node >/dev/null 2>&1 || for_tests_only+=(nodejs)
command -v npm >/dev/null 2>&1 || for_tests_only+=(npm)

[[ -z $for_tests ]] || packages+=("${for_tests_only[@]}")

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
  [[ $status == ii* ]] || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
  echo "install-dependencies: everything is here already."
  exit 0
fi

if [[ $(id -u) -eq 0 ]]; then
  as_root=()
elif command -v sudo >/dev/null 2>&1; then
  as_root=(sudo)
else
  echo "install-dependencies: ${#missing[@]} packages are missing; run this as root or install sudo. Missing: ${missing[*]}" >&2
  exit 1
fi

echo "install-dependencies: installing ${#missing[@]} packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 25 "$log" >&2
  echo "install-dependencies: apt-get could not install the packages; see the lines above." >&2
  exit 1
fi
# Tests run the two of them by themselves; as services of this machine they would take its port 80.
for package in nginx-light caddy; do
  if [[ -d /run/systemd/system && " ${missing[*]} " == *" $package "* ]]; then
    "${as_root[@]}" systemctl disable --now "${package%-light}" >/dev/null 2>&1 || true
  fi
done
echo "install-dependencies: done."
