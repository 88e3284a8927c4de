# SPDX-License-Identifier: Apache-2.0
"""Keyboard and mouse, as X11 knows them."""
import subprocess


class Hands:
    def __init__(self, environment: dict):
        self._environment = environment

    def _do(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True, timeout=20)
        if done.returncode:
            raise AssertionError(f"xdotool {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout

    def press(self, *keys: str) -> None:
        """Presses keys by their X names, one after the other: "ctrl+k", "Return"."""
        self._do("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """ASCII only: other letters would need keys that this keyboard has not."""
        assert text.isascii(), text
        self._do("type", "--delay", "4", text)

    def click(self, box: tuple, button: int = 1) -> None:
        x, y, width, height = box
        self._do("mousemove", str(x + width // 2), str(y + height // 2), "click", str(button))

    def wheel(self, box: tuple, notches: int) -> None:
        x, y, width, height = box
        self._do("mousemove", str(x + width // 2), str(y + height // 2), "click", "--repeat", str(abs(notches)),
                 "--delay", "10", "5" if notches > 0 else "4")

    def focus_window(self, title: str) -> None:
        """There is no window manager: X itself is told who gets the keys."""
        self._do("search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync")
