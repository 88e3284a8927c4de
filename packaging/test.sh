#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test: the `dev` build with all tests, then core and
# relay with theirs under AddressSanitizer and UBSan, then a bounded run of each fuzz target. Closes with CTest's summary
# of each; any failure is a failure.
#
#   packaging/test.sh [--quick]     --quick leaves the sanitizers and the fuzz targets out
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  echo "test: $*" >&2
  exit 1
}

presets=(dev asan fuzz)
for argument in "$@"; do
  case $argument in
    --quick) presets=(dev) ;;
    -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "test: unknown option $argument; the only one is --quick." >&2; exit 2 ;;
  esac
done

packaging/install-dependencies.sh || fail "the dependencies could not be installed."

node_major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
[[ ${node_major:-0} -ge 18 ]] || fail "the contract tests need Node.js 18 or newer; here is $(node --version 2>/dev/null || echo none)."
# npm writes its own note of what is installed; newer than the lock file, it means that nothing has changed since.
if [[ -f tests/contract/package.json
  && ! tests/contract/node_modules/.package-lock.json -nt tests/contract/package-lock.json ]]; then
  echo "test: installing the test oracles of tests/contract."
  npm ci --prefix tests/contract --no-audit --no-fund --loglevel=error \
    || fail "npm could not install the oracles of tests/contract; is the npm registry reachable?"
fi

jobs=${COUNTERBELL_JOBS:-$(nproc)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=()
for preset in "${presets[@]}"; do
  echo "test: building $preset with $jobs jobs."
  cmake --preset "$preset" >"$work/configure.log" 2>&1 \
    || { tail -n 40 "$work/configure.log" >&2; fail "CMake could not configure the preset $preset; see the lines above."; }
  cmake --build --preset "$preset" -j "$jobs" || fail "the preset $preset does not build; see the lines above."
  echo "test: running the tests of $preset."
  # One more than there are processors on a small machine: many of them wait for each other's programs.
  ctest --preset "$preset" -j 3 2>&1 | tee "$work/$preset.log" || failed+=("$preset")
done

echo
for preset in "${presets[@]}"; do
  echo "== $preset"
  # CTest's own closing lines: how many passed, how long it took, and the names of those that failed.
  sed -n '/% tests passed/,$p' "$work/$preset.log"
done
[[ ${#failed[@]} -eq 0 ]] || fail "tests failed in: ${failed[*]}."
