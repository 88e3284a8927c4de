# SPDX-License-Identifier: Apache-2.0
"""What the console wrote to stderr: JSON lines of its own and of the practice shop it runs."""
import json
from pathlib import Path


def complaints(log: Path) -> list:
    """Lines that warn of something, or that are no log lines at all. Nothing is excused: the stage gives Qt all that
    it asks for, a runtime folder and a message bus among it."""
    return [line for line in log.read_text(errors="replace").splitlines() if level_of(line) not in ("debug", "info")]


def level_of(line: str) -> str:
    try:
        return json.loads(line)["level"]
    except (ValueError, KeyError, TypeError):
        return "unreadable"
