#!/usr/bin/env bash
# A PostgreSQL server of the tests' own, on a Unix socket alone, started before the tests that need it and gone
# afterwards.
#
#   cluster.sh start FOLDER     makes and starts it; FOLDER/url says where it is
#   cluster.sh stop FOLDER
set -euo pipefail

fail() {
  echo "cluster: $*" >&2
  exit 1
}

action=${1:?start or stop}
folder=$(realpath -m "${2:?a folder}")

# PostgreSQL refuses to run as root, and its user need not be able to reach the build folder: the data lies in a folder
# of its own under /tmp.
as_server=()
[[ $(id -u) -eq 0 ]] && as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups)

stop() {
  [[ -f $folder/home ]] || return 0
  local home
  home=$(<"$folder/home")
  if [[ -f $home/data/postmaster.pid ]]; then
    local pid
    pid=$(head -n 1 "$home/data/postmaster.pid")
    (cd / && "${as_server[@]}" "$home/bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null) \
      || kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -rf "$home"
  rm -f "$folder/home" "$folder/url"
}

start() {
  stop # one that a killed run left behind
  local programs home
  programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [[ -n $programs ]] || fail "PostgreSQL is not installed; packaging/install-dependencies.sh brings it."
  mkdir -p "$folder"
  home=$(mktemp -d /tmp/counterbell-postgres.XXXXXX)
  echo "$home" >"$folder/home"
  ln -s "$programs" "$home/bin"
  [[ $(id -u) -eq 0 ]] && chown postgres "$home"
  cd /
  # English order of letters: what relies on bytes has to say so itself.
  "${as_server[@]}" "$programs/initdb" -D "$home/data" --no-sync -A trust -U counterbell -E UTF8 --locale=C.UTF-8 \
    --locale-provider=icu --icu-locale=en-US >"$home/initdb.log" 2>&1 \
    || { cat "$home/initdb.log" >&2; fail "initdb failed."; }
  {
    echo "listen_addresses = ''"
    echo "unix_socket_directories = '$home'"
    echo "max_connections = 200"
    echo "shared_buffers = 64MB"
    echo "max_wal_size = 2GB"
    # No test pulls this machine's plug; those of durability kill processes.
    echo "fsync = off"
    echo "full_page_writes = off"
    echo "autovacuum = off"
  } >>"$home/data/postgresql.conf"
  "${as_server[@]}" "$programs/pg_ctl" -D "$home/data" -w -t 60 -l "$home/server.log" start >/dev/null \
    || { cat "$home/server.log" >&2; fail "the server did not start."; }
  echo "postgresql://counterbell@/postgres?host=$home&port=5432" >"$folder/url"
}

case $action in
  start) start ;;
  stop) stop ;;
  *) fail "unknown action $action" ;;
esac
