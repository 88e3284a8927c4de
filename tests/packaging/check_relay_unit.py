#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The relay's systemd unit: systemd understands it, it is as closed as packaging/README.md says, and every system call
that the relay makes is one that the unit allows.

    check_relay_unit.py RELAY-PROGRAM
"""
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "packaging/systemd/counterbell-relay.service"
# What SQLite asks only of root: to give a new file to the owner of the database.
ONLY_AS_ROOT = {"fchown"}


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def system_calls(group):
    names = set()
    for line in run("systemd-analyze", "syscall-filter", group)[1].splitlines()[1:]:
        name = line.strip()
        if name.startswith("@"):
            names |= system_calls(name)
        elif name and not name.startswith("#"):
            names.add(name)
    return names


def allowed_system_calls(unit):
    allowed = set()
    for words in re.findall(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE):
        for word in words.lstrip("~").split():
            names = system_calls(word) if word.startswith("@") else {word}
            allowed = allowed - names if words.startswith("~") else allowed | names
    return allowed | system_calls("@default")


def post(port, target, body):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        head = f"POST {target} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode() + body)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return int(answer[9:12]), answer.partition(b"\r\n\r\n")[2]


def made_system_calls(relay, folder):
    """A relay's whole life under strace: start, pairing, webhooks, stop, and its tenant commands."""
    config = folder / "relay.toml"
    config.write_text(f'listen = "127.0.0.1:0"\nops_listen = "127.0.0.1:0"\npublic_url = "https://hooks.example"\n'
                      f'spool = "{folder}/spool.db"\n[retention]\nacknowledged_seconds = 0\n')
    trace = folder / "trace"
    strace = ["strace", "-f", "-qq", "-A", "-o", str(trace)]
    for _ in range(2):
        process = subprocess.Popen([*strace, relay, "--config", str(config)], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL)
        try:
            port = int(json.loads(process.stdout.readline())["listen"].rpartition(":")[2])
            subprocess.run([*strace, relay, "--config", str(config), "tenant", "list"], check=True, capture_output=True)
            added = subprocess.run([*strace, relay, "--config", str(config), "tenant", "add", f"Shop {port}"],
                                   check=True, capture_output=True, text=True).stdout.strip()
            status, answer = post(port, "/pair", json.dumps({"code": added}).encode())
            assert status == 200, status
            for _ in range(50):
                status, _ = post(port, f"/t/{json.loads(answer)['tenant']}/x", b"Body=" + b"x" * 5000)
                assert status == 204, status
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
            os.kill(int(children[0]), signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()
            process.wait()
    return set(re.findall(r"^\d+ +([a-z_0-9]+)\(", trace.read_text(errors="replace"), re.MULTILINE))


def main():
    relay = os.path.abspath(sys.argv[1])
    unit = UNIT.read_text(encoding="utf-8")
    problems = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        installed = folder / UNIT.name
        installed.write_text(unit.replace("/usr/bin/counterbell-relay", relay), encoding="utf-8")
        code, said = run("systemd-analyze", "verify", "--man=no", str(installed))
        # What else is wrong with this machine's units is not ours.
        ours = [line for line in said.splitlines() if "counterbell-relay" in line]
        if code != 0 or ours:
            problems.append("systemd-analyze verify: " + "; ".join(ours or [said.strip()]))
        _, said = run("systemd-analyze", "security", "--offline=true", "--no-pager", str(installed))
        exposure = re.search(r"Overall exposure level for \S+: ([0-9.]+)", said)
        stated = re.search(r"exposure level of \*\*([0-9.]+)\*\*", (ROOT / "packaging/README.md").read_text("utf-8"))
        if not exposure or not stated or float(exposure[1]) > float(stated[1]):
            problems.append(f"exposure is {exposure and exposure[1]}, packaging/README.md says {stated and stated[1]}")
        refused = made_system_calls(relay, folder) - allowed_system_calls(unit) - ONLY_AS_ROOT
        if refused:
            problems.append("the unit forbids what the relay does: " + ", ".join(sorted(refused)))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
