#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures how long a customer's message takes from the relay's door to a console (DESIGN 10), on the real stack.

    arrivals.py --programs build/release/bin --data DIR [--rate 100] [--seconds 10] [--repeat 3]

DIR decides which disk is measured.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

import figures
import stack


def measure(options, folder):
    report = figures.Report()
    print(f"{figures.machine()}; load {figures.load()}", flush=True)
    wrong = []
    shop = os.path.join(folder, "arrivals")
    os.makedirs(shop, exist_ok=True)
    for number in range(options.repeat):
        sync = figures.fdatasync_ms(folder)
        load = figures.load()
        with stack.running(options.programs, shop) as ready:
            said = subprocess.run([os.path.join(options.programs, "counterbell-bench-arrivals"), "--rate",
                                   str(options.rate), "--seconds", str(options.seconds)], check=True,
                                  input=json.dumps(ready).encode(), stdout=subprocess.PIPE).stdout
        found = json.loads(said)
        if found["missing"] or found["refused"] or not found["arrivedNs"]:
            wrong.append(f"run {number + 1}: {found['missing']} did not arrive, {found['refused']} were refused")
        if not found["arrivedNs"]:
            continue
        arrived = figures.spread(found["arrivedNs"])
        report.add(f"relay's door to console at {options.rate}/s, run {number + 1}, load {load}", figures.in_words(arrived),
                   f"the relay's answer alone {figures.in_words(figures.spread(found['answeredNs']))}; a bare call of the "
                   f"core meanwhile {figures.in_words(figures.spread(found['bareNs'] or [0]))}; fdatasync of 4 KiB "
                   f"{figures.in_words(sync)}", "p95 < 50 ms", arrived["p95"] < 50)
    print(report.markdown())
    for sentence in wrong:
        print(f"arrivals.py: {sentence}", file=sys.stderr)
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--programs", required=True, help="where the programs are")
    parser.add_argument("--data", help="a folder on the disk to be measured; a temporary one without it")
    parser.add_argument("--rate", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--smoke", action="store_true", help="a small run that measures nothing of use")
    options = parser.parse_args()
    if options.smoke:
        options.rate, options.seconds, options.repeat = 20, 1, 1
    if options.data:
        os.makedirs(options.data, exist_ok=True)
        return measure(options, options.data)
    with tempfile.TemporaryDirectory() as folder:
        return measure(options, folder)


if __name__ == "__main__":
    sys.exit(main())
