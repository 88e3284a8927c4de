# SPDX-License-Identifier: Apache-2.0
"""Waiting for what is to be seen, never for time to pass."""
import time

WITHIN = 20.0  # seconds: what takes half of one on a free machine, on two busy cores


def until(what: str, look, within: float = WITHIN, meanwhile=lambda: None):
    """Looks until there is something to see and returns it; fails with `what` after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        meanwhile()
        if seen := look():
            return seen
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within:g} s for {what}")
        time.sleep(0.03)  # between two looks
