#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the console's rows of DESIGN 10 on a large shop, each beside a baseline of the same run.

    tests/bench/run.py --programs build/release/bin --data DIR

The first run makes the shop in DIR (minutes, 2.3 GB at the full size); later ones use it again. --smoke is a small run
that only shows that everything still works. Close other programs first: the load is printed, not corrected for.
"""
import argparse
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

import figures
import stack

CHANGES_PER_SECOND = 50
FULL = {"conversations": 100_000, "messages": 2_000_000, "longest": 100_000, "seed": 1}
SMOKE = {"conversations": 40, "messages": 900, "longest": 400, "seed": 1}
IDLE = 10  # seconds of rest before a core's memory is read


class Bench:
    def __init__(self, options, shop, ready, environment):
        self.options, self.shop, self.ready = options, shop, ready
        self.environment = {**os.environ, **environment, "COUNTERBELL_TOKEN": ready["token"]}
        self.report = figures.Report()
        self.idle_mb = figures.pss_mb(ready["corePid"])

    def program(self, name):
        return os.path.join(self.options.programs, name)

    def console_command(self, measurement, **numbers):
        words = [word for name, value in numbers.items() for word in (f"--{name}", str(value))]
        return [self.program("counterbell-bench-console"), measurement, "--core", self.ready["core"], "--shop",
                os.path.join(self.options.data, "shop", "shop.json"), *words]

    def run(self, command, on_line=None):
        """The last line that a program prints, as JSON, and when it was started."""
        begin = time.monotonic_ns()
        last = None
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, stderr=self.options.log) as process:
            for line in process.stdout:
                last = json.loads(line)
                if on_line:
                    on_line(last)
        if process.returncode != 0 or last is None:
            raise SystemExit(f"{command[0]} {command[1:2]} ended with {process.returncode}; see {self.options.log.name}")
        return last, begin

    def console(self, measurement, on_line=None, **numbers):
        return self.run(self.console_command(measurement, **numbers), on_line)

    def start(self):
        """Sign-in is a person's: the time between the painted sign-in screen and the entered PIN doesn't count."""
        empty, sign_in, inbox, over, memory, computed, empty_computed = [], [], [], [], [], [], []
        for _ in range(self.options.starts):
            window, begin = self.run([self.program("counterbell-bench-empty-window")])
            empty.append(window["paintedAtNs"] - begin)
            memory.append(window["pssKib"] / 1024)
            empty_computed.append(window["computedNs"])
            times, begin = self.console("start")
            sign_in.append(times["signInPaintedAtNs"] - begin)
            inbox.append(sign_in[-1] + times["inboxPaintedAtNs"] - times["pinEnteredAtNs"])
            over.append(inbox[-1] - empty[-1])
            computed.append(times["computedNs"])
        window = figures.spread(empty)
        gap = figures.spread(over)
        self.empty_mb = figures.median(memory)
        self.report.add("start to sign-in screen painted", figures.in_words(figures.spread(sign_in)),
                        f"empty QMainWindow {figures.in_words(window)}")
        self.report.add("start to inbox painted, over the empty window", figures.in_words(gap),
                        f"empty QMainWindow {figures.in_words(window)}; whole start "
                        f"{figures.median(inbox) / figures.median(empty):.1f} times it", "p50 <= 300 ms",
                        gap["p50"] <= 300)
        self.report.add("of that, computed by the console", figures.in_words(figures.spread(computed)),
                        f"empty QMainWindow {figures.in_words(figures.spread(empty_computed))}")
        return {"inboxNs": inbox, "emptyNs": empty, "computedNs": computed}

    def memory(self):
        found, _ = self.console("memory", rows=self.options.rows)
        mb = found["afterThreadKib"] / 1024
        self.report.add(f"console memory after {found['listRows']} rows of the list and {found['threadRows']} of a thread",
                        f"{mb:.0f} MB PSS ({found['startKib'] / 1024:.0f} at start, {found['afterListKib'] / 1024:.0f} "
                        f"after the list)", f"empty QMainWindow {self.empty_mb:.0f} MB ({mb / self.empty_mb:.1f} times it)",
                        "<= 100 MB", mb <= 100)
        return found

    def opening(self):
        found, _ = self.console("open", repeat=self.options.repeat)
        longest, others = figures.spread(found["longestNs"]), figures.spread(found["othersNs"])
        self.report.add(f"opening the conversation of {self.shop['longest']} messages", figures.in_words(longest),
                        f"usual conversations in turn {figures.in_words(others)} "
                        f"({longest['p50'] / others['p50']:.1f} times)", "p50 <= 30 ms", longest["p50"] <= 30)
        self.report.add("of that, computed by the GUI thread",
                        figures.in_words(figures.spread(found["longestComputedNs"])), "")
        return found

    def frames(self):
        changes = None

        def follow(line):
            nonlocal changes
            if line.get("at") == "changes":
                changes = stack.StatusChanges(self.ready, self.options.sids, CHANGES_PER_SECOND)
                changes.start()
            elif line.get("at") == "done":
                changes.stop()

        found, _ = self.console("frames", follow, seconds=self.options.seconds)
        still = figures.spread(found["still"]["paintedNs"])
        names = {"changing": "a thread frame", "upwards": "a thread frame, up through its history",
                 "list": "a frame of the list"}
        for ride, name in names.items():
            painted, computed = (figures.spread(found[ride][key]) for key in ("paintedNs", "computedNs"))
            self.report.add(f"{name}, {CHANGES_PER_SECOND} status changes/s: wheel to painted", figures.in_words(painted),
                            f"thread without changes {figures.in_words(still)} ({painted['p50'] / still['p50']:.1f} times)",
                            "p95 <= 8 ms", painted["p95"] <= 8)
            self.report.add(f"{name}: all that the GUI thread computes in it", figures.in_words(computed),
                            f"{found[ride]['changes']} changes of held rows meanwhile", "p95 <= 8 ms", computed["p95"] <= 8)
        found["posted"] = changes.posted
        return found

    def search(self):
        found, _ = self.console("search", repeat=self.options.repeat)
        bare = figures.spread(found["bareNs"])
        index = figures.spread(self.index_alone(found["byText"]))
        messages = figures.spread(found["messagesNs"])
        self.report.add("search as you type, messages", figures.in_words(messages),
                        f"bare call {figures.in_words(bare)}; FTS5 alone {figures.in_words(index)}", "p95 <= 50 ms",
                        messages["p95"] <= 50)
        for key, name in (("peopleNs", "people"), ("jobsNs", "jobs"), ("allNs", "people, jobs and messages at once (Ctrl+K)"),
                          ("listNs", "the inbox list's own search")):
            kind = figures.spread(found[key])
            self.report.add(f"search as you type, {name}", figures.in_words(kind), f"bare call {figures.in_words(bare)}",
                            "p95 <= 50 ms", kind["p95"] <= 50)
        self.report.add("a page of 50 messages of the longest conversation, core alone",
                        figures.in_words(figures.spread(found["pageNs"])), f"bare call {figures.in_words(bare)}")
        return found

    def index_alone(self, texts):
        db = sqlite3.connect(f"file:{stack.database(self.options.shop_folder)}?mode=ro", uri=True)
        taken = []
        for text in texts:
            words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
            if not words:
                continue
            match = " ".join(f'"{word}"' for word in words) + "*"
            begin = time.perf_counter_ns()
            db.execute("SELECT rowid FROM message_search WHERE message_search MATCH ? ORDER BY rowid DESC LIMIT 9",
                       (match,)).fetchall()
            taken.append(time.perf_counter_ns() - begin)
        db.close()
        return taken

    def core_memory(self, empty_mb):
        time.sleep(self.options.idle)
        used = figures.pss_mb(self.ready["corePid"])
        self.report.add("core memory, idle after everything above", f"{used:.0f} MB PSS ({self.idle_mb:.0f} after its start)",
                        f"a core of the practice shop alone {empty_mb:.0f} MB ({used / empty_mb:.1f} times)", "<= 80 MB",
                        used <= 80)
        return used


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--programs", required=True, help="where the programs are")
    parser.add_argument("--data", help="where the shop is kept; a temporary folder without it")
    parser.add_argument("--smoke", action="store_true", help="a small run that measures nothing of use")
    parser.add_argument("--only", default="start,memory,opening,frames,search", help="which measurements")
    parser.add_argument("--repeat", type=int, default=60)
    parser.add_argument("--starts", type=int, default=15)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=10)
    for name, value in FULL.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    options.size = SMOKE if options.smoke else {name: getattr(options, name) for name in FULL}
    options.idle = IDLE
    if options.smoke:
        options.repeat, options.starts, options.rows, options.seconds, options.idle = 2, 1, 120, 1, 0
    return options


def check_smoke(results):
    """A small run shows that every part still does its part."""
    wrong = []
    if "opening" in results and min(results["opening"]["longestNs"]) <= 0:
        wrong.append("no conversation was opened")
    if "memory" in results and min(results["memory"]["threadRows"], results["memory"]["listRows"]) < 40:
        wrong.append("not many rows were scrolled through")
    frames = results.get("frames")
    if frames and (frames["posted"] < 20 or frames["changing"]["changes"] < 5 or not frames["list"]["paintedNs"]):
        wrong.append("no status changed while the thread was scrolled")
    if "search" in results and results["search"]["refused"]:
        wrong.append(f"searches were refused: {results['search']['refused'][:3]}")
    for sentence in wrong:
        print(f"run.py: {sentence}", file=sys.stderr)
    return 1 if wrong else 0


def measure(options, folder):
    shop_folder = options.shop_folder = os.path.join(folder, "shop")
    empty_folder = os.path.join(folder, "practice")
    os.makedirs(empty_folder, exist_ok=True)
    shop = stack.make_shop(options.programs, shop_folder, options.size)
    options.sids = stack.unsettle(shop_folder, int(shop["longestConversation"]), 800)
    print(f"{figures.machine()}; load {figures.load()}; fdatasync of 4 KiB "
          f"{figures.in_words(figures.fdatasync_ms(folder))}", flush=True)
    with stack.running(options.programs, empty_folder):
        pass  # the first start makes the shop, which leaves more in memory than a start
    with stack.running(options.programs, empty_folder) as ready:
        time.sleep(options.idle)
        empty_mb = figures.pss_mb(ready["corePid"])
    results = {}
    with contextlib.ExitStack() as held:
        environment, platform = held.enter_context(stack.display())
        home = held.enter_context(tempfile.TemporaryDirectory())
        os.chmod(home, 0o700)
        environment.update({name: home for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")})
        ready = held.enter_context(stack.running(options.programs, shop_folder))
        time.sleep(options.idle)
        bench = Bench(options, shop, ready, environment)
        print(f"{shop['conversations']} conversations, {shop['messages']} messages, windows by {platform}", flush=True)
        for name in options.only.split(","):
            print(f"{name} (load {figures.load()})", flush=True)
            results[name] = getattr(bench, name)()
        results["coreMb"] = bench.core_memory(empty_mb)
    print(bench.report.markdown())
    with open(os.path.join(folder, "results.json"), "w", encoding="utf-8") as file:
        json.dump(results, file)
    return check_smoke(results)


def main():
    options = read_options()
    with contextlib.ExitStack() as held:
        options.data = options.data or held.enter_context(tempfile.TemporaryDirectory())
        os.makedirs(options.data, exist_ok=True)
        options.log = held.enter_context(open(os.path.join(options.data, "programs.log"), "ab"))
        return measure(options, options.data)


if __name__ == "__main__":
    sys.exit(main())
