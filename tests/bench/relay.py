#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the relay's row of DESIGN 10: durable, forwarded and acknowledged webhooks, beside nginx and fdatasync.

    relay.py --programs build/release/bin --tools build/dev/bin --data DIR [--seconds 10] [--profile]

DIR decides which disk is measured.
"""
import argparse
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse

import figures

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CONNECTIONS = 32
CALM = 500  # a second
EVENTS_WAIT = 20  # seconds for the link to bring the last of them


def sample():
    """A real webhook of a customer's message: headers and body."""
    with open(os.path.join(ROOT, "tests", "data", "twilio", "webhook_samples.json"), encoding="utf-8") as file:
        found = next(one for one in json.load(file) if one["kind"] == "inbound")
    return found["headers"], urllib.parse.urlencode(found["params"])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Relay:
    """A relay with one shop, and one link that reads and acknowledges."""

    def __init__(self, options, folder):
        self.program = os.path.join(options.programs, "counterbell-relay")
        self.bench = os.path.join(options.tools or options.programs, "counterbell-bench-relay")
        self.config = os.path.join(folder, "relay.toml")
        with open(self.config, "w", encoding="utf-8") as file:
            file.write('listen = "127.0.0.1:0"\nops_listen = "127.0.0.1:0"\npublic_url = "https://hooks.example"\n'
                       'spool = "spool.db"\n[limits]\nrequests_per_second = 1000000\nspool_bytes = 4294967296\n')
        self.log = open(os.path.join(folder, "relay.log"), "ab")
        self.process = subprocess.Popen([self.program, "--config", self.config], stdout=subprocess.PIPE, stderr=self.log)
        self.port = int(json.loads(self.process.stdout.readline())["listen"].rpartition(":")[2])
        self.tenant, self.token = self.pair()
        self.link = subprocess.Popen([self.bench, "link", str(self.port), self.token], stdout=subprocess.PIPE)
        if not json.loads(self.link.stdout.readline()).get("up"):
            raise SystemExit("the link did not come up")

    def pair(self):
        code = subprocess.check_output([self.program, "--config", self.config, "tenant", "add", "Bench"], text=True).strip()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("POST", "/pair", json.dumps({"code": code}))
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer["tenant"], answer["linkToken"]

    def target(self):
        return f"/t/{self.tenant}/twilio/inbound"

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        """What the link has read, once it has had time for the last of it."""
        time.sleep(1)
        self.link.send_signal(signal.SIGTERM)
        read = json.loads(self.link.communicate(timeout=EVENTS_WAIT)[0])
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(20) != 0:
            raise SystemExit("the relay did not end cleanly")
        self.log.close()
        return read


def request_bytes(target, headers, body):
    lines = [f"POST {target} HTTP/1.1", "Host: hooks.example", *(f"{name}: {value}" for name, value in headers.items()),
             f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def wrk_script(folder, target, headers, body):
    path = os.path.join(folder, "post.lua")
    with open(path, "w", encoding="utf-8") as file:
        file.write('wrk.method = "POST"\nwrk.path = ' + json.dumps(target) + "\nwrk.body = " + json.dumps(body) + "\n")
        for name, value in headers.items():
            file.write(f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}\n")
        file.write("""done = function(summary, latency)
  io.write(string.format('{"requests":%d,"us":%d,"errors":%d,"p50":%.3f,"p95":%.3f,"p99":%.3f}\\n', summary.requests,
    summary.duration, summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status
    + summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
""")
    return path


def wrk(port, script, seconds):
    said = subprocess.check_output(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", script,
                                    f"http://127.0.0.1:{port}"], text=True)
    return json.loads(re.search(r"^\{.*\}$", said, re.MULTILINE)[0])


@contextlib.contextmanager
def nginx(folder):
    """One worker that answers the same POST and keeps nothing; its port."""
    port = free_port()
    config = os.path.join(folder, "nginx.conf")
    paths = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(config, "w", encoding="utf-8") as file:
        file.write(f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;\n"
                   f"events {{}}\nhttp {{ access_log off; keepalive_requests 100000000; {paths}\n"
                   f"server {{ listen 127.0.0.1:{port}; location / {{ return 204; }} }} }}\n")
    process = subprocess.Popen(["/usr/sbin/nginx", "-p", folder, "-c", config, "-e", f"{folder}/nginx.log"],
                               stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.02)
        yield port
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def profiled(relay, folder, wanted):
    """perf on the relay meanwhile; the report's first lines afterwards."""
    if not wanted:
        yield
        return
    data = os.path.join(folder, "perf.data")
    perf = subprocess.Popen(["perf", "record", "-q", "-F", "499", "-g", "-o", data, "-p", str(relay.process.pid)],
                            stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        perf.send_signal(signal.SIGINT)
        perf.wait()
    # perf calls a thread pid; older ones (6.1 is Debian 12's) know no sort key tid
    for title, extra in (("by thread and function, self", ["--no-children", "-g", "none", "--sort", "pid,symbol"]),
                         ("with callees", ["--children", "-g", "none", "--sort", "symbol"])):
        said = subprocess.run(["perf", "report", "-i", data, "--stdio", "--percent-limit", "1", *extra],
                              capture_output=True, text=True, check=False)
        lines = [line for line in said.stdout.splitlines() if line and line[0] != "#"]
        if said.returncode != 0 or not lines:
            raise SystemExit(f"relay.py: perf says nothing {title}: {said.stderr.strip()[:400]}")
        print(f"profile, {title}:\n" + "\n".join(lines)[:6000])


def busiest(relay, folder, headers, body, options):
    script = wrk_script(folder, relay.target(), headers, body)
    wrk(relay.port, script, min(2, options.seconds))  # the spool's file grows, the allocator and the caches settle
    before = relay.processor_seconds()
    with profiled(relay, folder, options.profile):
        run = wrk(relay.port, script, options.seconds)
    run["cpu"] = (relay.processor_seconds() - before) / (run["us"] / 1e6)
    run["perSecond"] = run["requests"] / (run["us"] / 1e6)
    return run


def calm(relay, headers, body, options):
    said = subprocess.run([relay.bench, "pace", str(relay.port), str(CALM), str(options.seconds)],
                          input=request_bytes(relay.target(), headers, body), capture_output=True, check=True).stdout
    return json.loads(said)


def measure(options, folder):
    headers, body = sample()
    report = figures.Report()
    print(f"{figures.machine()}; load {figures.load()}", flush=True)
    with tempfile.TemporaryDirectory(dir=folder) as spool:
        sync = figures.fdatasync_ms(spool)
        relay = Relay(options, spool)
        try:
            quiet = calm(relay, headers, body, options)
            run = busiest(relay, spool, headers, body, options)
        except BaseException:
            relay.process.kill()
            relay.link.kill()
            raise
        read = relay.end()
    with tempfile.TemporaryDirectory() as folder_of_nginx, nginx(folder_of_nginx) as port:
        script = wrk_script(folder_of_nginx, "/t/x", headers, body)
        wrk(port, script, 1)
        bare = wrk(port, script, options.seconds)
    bare_rate = bare["requests"] / (bare["us"] / 1e6)
    least = min(0.3 * bare_rate, 0.4 * CONNECTIONS / (sync["p50"] / 1000))
    baseline = f"nginx, one worker, keeping nothing: {bare_rate:,.0f}/s; fdatasync of 4 KiB {figures.in_words(sync)}"
    report.add("durable, forwarded, acknowledged a second", f"{run['perSecond']:,.0f}/s ({run['perSecond'] / bare_rate:.2f} "
               f"times nginx; {run['cpu']:.2f} processors)", baseline, f">= min(0.3 nginx, 0.4 * 32 / fdatasync) = {least:,.0f}/s",
               run["perSecond"] >= least)
    report.add("answered, 32 connections without a pause", f"p50 {run['p50']:.1f}, p95 {run['p95']:.1f}, p99 {run['p99']:.1f} ms",
               f"nginx p99 {bare['p99']:.1f} ms", "p99 < 10 ms", run["p99"] < 10)
    times = figures.spread(quiet["ns"])
    report.add(f"answered at {CALM}/s", figures.in_words(times), "counted from when each was due", "p95 < 5 ms", times["p95"] < 5)
    print(f"the link read {read['events']} events in {read['frames']} frames, age of the newest in a frame "
          f"{read['newestAgeMs']} ms (p50, p95, p99)")
    print(report.markdown())
    kept = len(quiet["ns"]) + run["requests"]
    wrong = []
    if not read["dense"] or read["events"] < kept:
        wrong.append(f"the link read {read['events']} events, dense: {read['dense']}; at least {kept} were answered")
    if run["errors"] or quiet["refused"]:
        wrong.append(f"{run['errors']} and {quiet['refused']} requests were not answered 204")
    for sentence in wrong:
        print(f"relay.py: {sentence}", file=sys.stderr)
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--programs", required=True, help="where the programs are")
    parser.add_argument("--tools", help="where counterbell-bench-relay is, unless it is there too")
    parser.add_argument("--data", help="a folder on the disk to be measured; a temporary one without it")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--profile", action="store_true", help="perf on the relay during the busiest part")
    parser.add_argument("--smoke", action="store_true", help="a small run that measures nothing of use")
    options = parser.parse_args()
    if options.smoke:
        options.seconds = 1
    if not shutil.which("wrk"):
        raise SystemExit("relay.py needs wrk")
    if options.data:
        os.makedirs(options.data, exist_ok=True)
        return measure(options, options.data)
    with tempfile.TemporaryDirectory() as folder:
        return measure(options, folder)


if __name__ == "__main__":
    sys.exit(main())
