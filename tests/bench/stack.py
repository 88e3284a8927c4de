# SPDX-License-Identifier: Apache-2.0
"""Relay, core and sandbox on one data folder, as a practice shop runs them; the shop's database; a display."""
import base64
import contextlib
import hashlib
import hmac
import http.client
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.parse

PATIENCE = 90  # seconds that a program may take to come up or to go
STEPS = ("sent", "delivered", "read")
AT_ONCE = 25  # messages that change status side by side


def wait_for(what, is_there):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = is_there()
        if found:
            return found
        time.sleep(0.05)
    raise SystemExit(f"waited {PATIENCE} s for {what}")


def end(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def running(programs, folder):
    """A stack that is ready; answers what `up` printed, and the core's process id as "corePid"."""
    log = open(os.path.join(folder, "stack.log"), "ab")
    up = subprocess.Popen([os.path.join(programs, "counterbell-sandbox"), "up", "--data", folder],
                          stdout=subprocess.PIPE, stderr=log)
    try:
        line = up.stdout.readline()
        if not line:
            raise SystemExit(f"the stack did not start; see {log.name}")
        ready = json.loads(line)
        with open(os.path.join(folder, "core", "core.json"), encoding="utf-8") as file:
            ready["corePid"] = json.load(file)["pid"]
        yield ready
    finally:
        end(up)
        log.close()


def database(folder):
    return os.path.join(folder, "core", "counterbell.sqlite")


def make_shop(programs, folder, size):
    """Fills a new practice shop unless the folder has one of this size already. Answers what is in it."""
    os.makedirs(folder, exist_ok=True)
    shop_file = os.path.join(folder, "shop.json")
    if os.path.exists(shop_file):
        with open(shop_file, encoding="utf-8") as file:
            shop = json.load(file)
        if all(shop[name] == value for name, value in size.items()):
            return shop
    for entry in os.listdir(folder):
        path = os.path.join(folder, entry)
        shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
    with running(programs, folder):
        pass
    words = [word for name, value in size.items() for word in (f"--{name}", str(value))]
    made = subprocess.run([os.path.join(programs, "counterbell-bench-shop"), "--database", database(folder), *words],
                          check=True, stdout=subprocess.PIPE).stdout
    with open(shop_file, "wb") as file:
        file.write(made)
    return json.loads(made)


def accept_again(db, message, sid, send):
    """Takes one message of ours back to where the provider has just accepted it."""
    db.execute("UPDATE messages SET status = 'accepted', error_code = NULL, error_reason = NULL WHERE id = ?", (message,))
    db.execute("UPDATE sends SET state = 'accepted', status = 'accepted', error_code = NULL, reason = NULL WHERE id = ?",
               (send,))
    db.execute("UPDATE attempts SET status = 'accepted', error_code = NULL WHERE sid = ?", (sid,))
    db.execute("DELETE FROM status_events WHERE sid = ?", (sid,))
    db.executemany("DELETE FROM provider_seen WHERE key = ?", [(f"{sid}:{step}",) for step in STEPS])


def unsettle(folder, conversation, count):
    """Takes the last messages of ours back to where the provider has just accepted them. Answers their sids."""
    db = sqlite3.connect(database(folder))
    with db:
        rows = db.execute("SELECT id, sid, send_id FROM messages WHERE conversation_id = ? AND direction = 'outbound' "
                          "AND send_id IS NOT NULL ORDER BY at DESC, id DESC LIMIT ?", (conversation, count)).fetchall()
        for row in rows:
            accept_again(db, *row)
    db.close()
    return [sid for _, sid, _ in rows]


class StatusChanges(threading.Thread):
    """Posts signed status callbacks to the relay at an even pace, newest messages first, each through all steps."""

    def __init__(self, ready, sids, per_second):
        super().__init__(daemon=True)
        self._ready, self._sids, self._pause = ready, sids, 1 / per_second
        self._stopping = threading.Event()
        self.posted = 0

    def run(self):
        url = urllib.parse.urlsplit(self._ready["statusUrl"])
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=10)
        due = time.monotonic()
        for sid, step in self._changes():
            due += self._pause
            if self._stopping.wait(max(0.0, due - time.monotonic())):
                return
            body, signature = self._signed({"AccountSid": self._ready["accountSid"], "ApiVersion": "2010-04-01",
                                            "From": "whatsapp:" + self._ready["whatsappSender"], "MessageSid": sid,
                                            "MessageStatus": step, "SmsSid": sid, "SmsStatus": step,
                                            "To": "whatsapp:+61420000000"})
            connection.request("POST", url.path, body, {"Content-Type": "application/x-www-form-urlencoded",
                                                        "X-Twilio-Signature": signature})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 204:
                raise RuntimeError(f"the relay answered {answer.status}")
            self.posted += 1

    def _changes(self):
        for first in range(0, len(self._sids), AT_ONCE):
            for step in STEPS:
                for sid in self._sids[first:first + AT_ONCE]:
                    yield sid, step

    def _signed(self, form):
        text = self._ready["statusUrl"] + "".join(name + form[name] for name in sorted(form))
        digest = hmac.new(self._ready["authToken"].encode(), text.encode(), hashlib.sha1).digest()
        return urllib.parse.urlencode(form), base64.b64encode(digest).decode()

    def stop(self):
        self._stopping.set()
        self.join()


@contextlib.contextmanager
def display():
    """The environment of a window: a display of its own where Xvfb is installed, else Qt's offscreen platform."""
    if not shutil.which("Xvfb"):
        yield {"QT_QPA_PLATFORM": "offscreen"}, "offscreen"
        return
    read_end, write_end = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
                              pass_fds=(write_end,), stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}, "xcb on Xvfb"
    finally:
        end(server)
