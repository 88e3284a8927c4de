#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes halden-rowe.json, the seeded shop. Run it by hand after changing the cast or the phrases:

    python3 resources/seed/generate.py

Nothing in it depends on the machine or the day: the same sources give the same file, byte for byte.
README.md describes the file.
"""
import json
import pathlib

from shop import Shop

SECTIONS = ("members", "templates", "customers", "jobs", "conversations", "messages", "sends")


def render(shop):
    """One row a line, so that a change to the shop is readable as a difference."""
    def compact(value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    parts = [f'"{name}":{compact(shop[name])}' for name in ("version", "account", "workspace")]
    for name in SECTIONS:
        parts.append(f'"{name}":[\n' + ",\n".join(compact(row) for row in shop[name]) + "\n]")
    return "{" + ",\n".join(parts) + "}\n"


def main():
    target = pathlib.Path(__file__).with_name("halden-rowe.json")
    text = render(Shop().build())
    target.write_text(text, encoding="utf-8")
    shop = json.loads(text)
    print(f"{target.name}: {len(text.encode())} bytes, " + ", ".join(f"{len(shop[s])} {s}" for s in SECTIONS))


if __name__ == "__main__":
    main()
