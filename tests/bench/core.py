#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the core's ingest (DESIGN 10): webhooks made durable with all effects, beside SQLite with the same rows.

    core.py --programs build/release/bin --data DIR [--rounds 5] [--profile]

DIR decides which disk is measured. Rounds of the two alternate.
"""
import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

import figures
import stack

FULL = {"conversations": 10_000, "messages": 60_000, "longest": 1_000, "seed": 1}
SMOKE = {"conversations": 40, "messages": 900, "longest": 400, "seed": 1}
SHARE_OF_STATUSES = 0.25


def make_shop(programs, folder, size):
    """A new database with customers and messages that the provider has just accepted."""
    file = os.path.join(folder, "ingest.sqlite")
    for name in os.listdir(folder):
        if name.startswith("ingest.sqlite"):
            os.remove(os.path.join(folder, name))
    words = [word for name, value in size.items() for word in (f"--{name}", str(value))]
    subprocess.run([os.path.join(programs, "counterbell-bench-shop"), "--database", file, *words], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return file


def unsettle(file, count):
    db = sqlite3.connect(file)
    with db:
        sends = db.execute("SELECT id, sid, send_id FROM messages WHERE direction = 'outbound' AND send_id IS NOT NULL "
                           "ORDER BY at DESC, id DESC LIMIT ?", (count,)).fetchall()
        for row in sends:
            stack.accept_again(db, *row)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return len(sends)


def profile(command, folder):
    """The ingest alone under perf; what the busiest thread does, by function, and with what it calls."""
    data = os.path.join(folder, "perf.data")
    subprocess.run(["perf", "record", "-q", "-F", "999", "--call-graph", "dwarf,16384", "-o", data, *command,
                    "--only-ingest"], check=True, stdout=subprocess.DEVNULL)

    def said(*words):
        return subprocess.run(["perf", "report", "-i", data, "--stdio", "-g", "none", *words], capture_output=True,
                              text=True, check=False).stdout
    threads = said("--no-children", "--sort", "pid")  # perf calls threads so
    print("profile, by thread:\n" + "\n".join(line for line in threads.splitlines() if line and line[0] != "#"))
    writer = max(re.findall(r"([\d.]+)%\s+(\d+):", threads),
                 key=lambda found: float(found[0]))[1]
    for title, words in (("self", ["--no-children"]), ("with callees", ["--children"])):
        lines = said("--tid", writer, "--percent-limit", "1", "--sort", "symbol", *words).splitlines()
        print(f"profile of thread {writer}, {title}:\n" + "\n".join(line for line in lines if line and line[0] != "#")[:9000])


def measure(options, folder):
    report = figures.Report()
    size = SMOKE if options.smoke else FULL
    file = make_shop(options.programs, folder, size)
    statuses = int(options.rounds * options.frames * options.events * SHARE_OF_STATUSES)
    under_way = unsettle(file, statuses)
    command = [os.path.join(options.programs, "counterbell-bench-core"), "--database", file, "--frames",
               str(options.frames), "--events", str(options.events), "--rounds", str(options.rounds)]
    print(f"{figures.machine()}; load {figures.load()}; {under_way} messages under way", flush=True)
    if options.profile:
        profile(command, folder)
        file = make_shop(options.programs, folder, size)
        unsettle(file, statuses)
    sync = figures.fdatasync_ms(folder)
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    per_round = options.frames * options.events

    def rates(name):
        return [per_round / (sum(one[name]) / 1e9) for one in found["rounds"]]
    ingest, bare = rates("ingestNs"), rates("bareNs")
    ratios = [a / b for a, b in zip(ingest, bare)]
    ratio = figures.median(ratios)
    frames = [figures.spread([ns for one in found["rounds"] for ns in one[name]]) for name in ("ingestNs", "bareNs")]
    rows = sum(table["rows"] for table in found["tables"].values())
    report.add("webhooks ingested a second, durable, with all effects",
               f"{figures.median(ingest):,.0f}/s (rounds {min(ingest):,.0f} to {max(ingest):,.0f})",
               f"SQLite alone with the same rows {figures.median(bare):,.0f}/s ({min(bare):,.0f} to {max(bare):,.0f}); "
               f"ratio {ratio:.2f} (rounds {min(ratios):.2f} to {max(ratios):.2f}); fdatasync of 4 KiB "
               f"{figures.in_words(sync)}", ">= 0.3 x bare", ratio >= 0.3)
    report.add(f"a frame of {options.events}", figures.in_words(frames[0]), figures.in_words(frames[1]))
    for name, table in sorted(found["tables"].items()):
        print(f"  rows of {name}: {table['rows']}, {table['bytes'] / 1024:.0f} KiB")
    print(f"  rows to a webhook: {rows / (per_round * options.rounds):.2f}; load now {figures.load()}")
    print(report.markdown())
    if found["others"] or found["applied"] != per_round * options.rounds:
        print(f"core.py: {found['applied']} applied, {found['others']} not", file=sys.stderr)
        return 1
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--programs", required=True, help="where the programs are")
    parser.add_argument("--data", help="a folder on the disk to be measured; a temporary one without it")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--frames", type=int, default=64, help="a round")
    parser.add_argument("--events", type=int, default=64, help="a frame")
    parser.add_argument("--profile", action="store_true", help="perf on a run before the measurement")
    parser.add_argument("--smoke", action="store_true", help="a small run that measures nothing of use")
    options = parser.parse_args()
    if options.smoke:
        options.rounds, options.frames = 2, 3
    if options.data:
        os.makedirs(options.data, exist_ok=True)
        return measure(options, options.data)
    with tempfile.TemporaryDirectory() as folder:
        return measure(options, folder)


if __name__ == "__main__":
    sys.exit(main())
