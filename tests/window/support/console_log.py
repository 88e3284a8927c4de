# SPDX-License-Identifier: Apache-2.0
"""What the console wrote to stderr: JSON lines of its own and of the practice shop it runs."""
import json
import re
from pathlib import Path

# What the environment of a walk brings about, each with its reason. Nothing of the product's belongs here.
ENVIRONMENT = [
]


def complaints(log: Path) -> list:
    """Lines that warn of something, or that are no log lines at all."""
    found = []
    for line in log.read_text(errors="replace").splitlines():
        try:
            entry = json.loads(line)
            level, message = entry["level"], entry.get("message", "")
        except (ValueError, KeyError, TypeError, AttributeError):
            level, message = "unreadable", line
        if level in ("debug", "info"):
            continue
        if not any(re.search(pattern, message) for pattern, _ in ENVIRONMENT):
            found.append(line)
    return found
