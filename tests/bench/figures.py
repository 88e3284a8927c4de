# SPDX-License-Identifier: Apache-2.0
"""Numbers: percentiles, memory and storage of this machine, and the lines of the report."""
import math
import os
import platform
import time


def at(values, share):
    """The value that this share of all doesn't exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values):
    return at(values, 0.5)


def spread(values_ns):
    """Milliseconds: median, 95th percentile, largest; and how many there were."""
    ms = [value / 1e6 for value in values_ns]
    return {"p50": median(ms), "p95": at(ms, 0.95), "max": max(ms), "n": len(ms)}


def in_words(figures):
    return f"{figures['p50']:.1f} / {figures['p95']:.1f} / {figures['max']:.1f} ms (n {figures['n']})"


def pss_mb(pid):
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        for line in file:
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    raise SystemExit(f"the kernel does not tell the memory of process {pid}")


def fdatasync_ms(folder, count=200):
    """What making 4 KiB durable takes where the data lies."""
    path = os.path.join(folder, "sync.probe")
    taken = []
    with open(path, "wb", buffering=0) as file:
        for _ in range(count):
            file.write(b"\0" * 4096)
            begin = time.perf_counter_ns()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter_ns() - begin)
    os.remove(path)
    return spread(taken)


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()} {platform.release()}"


def load():
    return "%.1f" % os.getloadavg()[0]


class Report:
    """Rows as they are measured: what, the figure, its baseline, the target, and whether it is met."""

    def __init__(self):
        self.rows = []

    def add(self, what, figure, baseline, target="", is_met=None):
        verdict = "" if is_met is None else "met" if is_met else "MISSED"
        self.rows.append((what, figure, baseline, target, verdict))
        print(f"  {what}: {figure}; baseline: {baseline}" + (f"; {target}: {verdict}" if verdict else ""), flush=True)

    def markdown(self):
        head = ("what", "measured", "baseline of the same run", "target", "")
        lines = ["| " + " | ".join(row) + " |" for row in (head, ("---",) * 5, *self.rows)]
        return "\n".join(lines)
