# SPDX-License-Identifier: Apache-2.0
"""A screen, a message bus, an accessibility bus, the practice shop and its window: all of it this walk's own."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from support.bus import Bus
from support.console_log import complaints
from support.hands import Hands
from support.node import application
from support.user import User
from support.waiting import until

SCREEN = "1440x900x24"


class Stage:
    """`with Stage(bin) as user:` A walk that fails says what stood on the screen, and keeps its picture."""

    def __init__(self, programs: str):
        self._programs = Path(programs)
        self._folder = Path(tempfile.mkdtemp(prefix="counterbell-window-"))
        self._environment = {name: value for name, value in os.environ.items()
                             if not name.startswith(("QT_", "XDG_", "DBUS_", "LC_", "COUNTERBELL_"))}
        self._running = []
        self._log = self._folder / "console.log"
        self._user = None

    def __enter__(self) -> User:
        try:
            return self._set_up()
        except BaseException as problem:
            self.__exit__(type(problem), problem, None)
            raise

    def _set_up(self) -> User:
        for name in ("home", "run", "data", "config", "cache"):
            (self._folder / name).mkdir(mode=0o700)
        self._environment |= {
            "HOME": str(self._folder / "home"), "XDG_RUNTIME_DIR": str(self._folder / "run"),
            "XDG_DATA_HOME": str(self._folder / "data"), "XDG_CONFIG_HOME": str(self._folder / "config"),
            "XDG_CACHE_HOME": str(self._folder / "cache"), "LANG": "C.UTF-8", "TZ": "Australia/Sydney",
            "QT_QPA_PLATFORM": "xcb",
            # Qt shows its tree only where a screen reader says that it runs.
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        self._environment["DISPLAY"] = ":" + self._start_and_read(
            ["Xvfb", "-displayfd", "{fd}", "-screen", "0", SCREEN, "-fbdir", str(self._folder), "-nolisten", "tcp",
             "-noreset"])
        session = self._start_and_read(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}"])
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = session
        bus = Bus(session)
        with open(self._log, "wb") as log:
            self._start([str(self._programs / "counterbell"), "--sandbox"], stderr=log)
        tree = until("the console to be on the accessibility bus", lambda: application(bus, "counterbell"), 60,
                     self._must_run)
        self._user = User(tree, Hands(self._environment))
        self._user.hands.focus_window("^Counterbell$")
        self._user.see("push button", r"Signed in as Mia Tanaka, switch", within=60)
        return self._user

    def _start(self, command: list, **how) -> subprocess.Popen:
        how.setdefault("stderr", subprocess.DEVNULL)
        process = subprocess.Popen(command, env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   start_new_session=True, **how)
        self._running.append(process)
        return process

    def _start_and_read(self, command: list) -> str:
        """Starts a program that writes where it can be found into a pipe once it can be found there."""
        read, write = os.pipe()
        self._start([word.format(fd=write) for word in command], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as pipe:
            line = pipe.readline().strip()
        assert line, f"{command[0]} did not start"
        return line

    def _must_run(self) -> None:
        console = self._running[-1]
        assert console.poll() is None, f"the console ended with {console.returncode}: {self._log.read_text()[-2000:]}"

    def __exit__(self, kind, problem, trace) -> bool:
        try:
            if problem and self._user:
                self._report()
            self._end()
            if not problem:
                found = complaints(self._log)
                assert not found, "the console complained:\n" + "\n".join(found)
        finally:
            if not problem:
                shutil.rmtree(self._folder, ignore_errors=True)
        return False

    def _report(self) -> None:
        print(self._user.tree.outline())
        shutil.copy(self._folder / "Xvfb_screen0", self._folder / "screen.xwd")  # Xvfb's own ends with it
        print(f"kept: {self._folder}")

    def _end(self) -> None:
        """In the reverse of the order they came in: the console ends its shop itself."""
        for process in reversed(self._running):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def play(walk) -> None:
    """What each walk's file ends in: `python3 walk_x.py FOLDER_OF_PROGRAMS`."""
    with Stage(sys.argv[1]) as user:
        walk(user)
