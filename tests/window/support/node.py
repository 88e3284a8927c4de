# SPDX-License-Identifier: Apache-2.0
"""What a screen reader sees: nodes with a role, a name and states, found by these alone."""
import re
from dataclasses import dataclass, field

from gi.repository import GLib

from support.bus import Bus, property_of

ACCESSIBLE = "org.a11y.atspi.Accessible"
COMPONENT = "org.a11y.atspi.Component"
TEXT = "org.a11y.atspi.Text"
ROOT = "/org/a11y/atspi/accessible/root"

# Bits of AT-SPI's state set, as at-spi2-core numbers them.
STATES = {"active": 1, "checked": 4, "editable": 7, "enabled": 8, "expanded": 10, "focusable": 11, "focused": 12,
          "selected": 23, "sensitive": 24, "showing": 25, "visible": 30, "checkable": 41}
ISOLATES = re.compile("[\u200e\u200f\u2066-\u2069]")


@dataclass(frozen=True)
class Node:
    bus: Bus = field(repr=False)
    owner: str
    path: str
    role: str = ""
    name: str = ""
    states: frozenset = frozenset()

    def is_(self, state: str) -> bool:
        return state in self.states

    def children(self) -> list:
        return _children(self.bus, [self])

    def below(self, role: str, name: str = ".*", depth: int = 40):
        """The showing nodes below that have this role and whose whole name matches, level by level."""
        wanted, level = re.compile(name, re.DOTALL), [self]
        while level and depth:
            level = [child for child in _children(self.bus, level) if child.is_("visible")]
            for child in level:
                if child.role == role and child.is_("showing") and wanted.fullmatch(child.name):
                    yield child
            depth -= 1

    def find(self, role: str, name: str = ".*", depth: int = 40) -> "Node | None":
        return next(self.below(role, name, depth), None)

    def text(self) -> str:
        """What stands in a field."""
        answer = self.bus.ask([(self.owner, self.path, TEXT, "GetText", GLib.Variant("(ii)", (0, -1)))])[0]
        return ISOLATES.sub("", answer[0]) if answer else ""

    def description(self) -> str:
        answer = self.bus.ask([property_of(self.owner, self.path, ACCESSIBLE, "Description")])[0]
        return ISOLATES.sub("", answer[0]) if answer else ""

    def box(self) -> tuple:
        """x, y, width and height on the screen."""
        answer = self.bus.ask([(self.owner, self.path, COMPONENT, "GetExtents", GLib.Variant("(u)", (0,)))])[0]
        return answer[0] if answer else (0, 0, 0, 0)

    def outline(self, depth: int = 40) -> str:
        """The tree below as text, for the report of a walk that failed."""
        lines = []
        for child in self.children():
            if child.is_("visible"):
                marks = " ".join(sorted(child.states & {"checked", "focused", "selected"}))
                off = "" if child.is_("enabled") else " (disabled)"
                lines.append(f"{child.role} \"{child.name}\" {marks}{off}".rstrip())
                if depth:
                    lines += ["  " + line for line in child.outline(depth - 1).splitlines()]
        return "\n".join(lines)


def _read(bus: Bus, places: list) -> list:
    questions = []
    for owner, path in places:
        questions += [(owner, path, ACCESSIBLE, "GetRoleName", None), (owner, path, ACCESSIBLE, "GetState", None),
                      property_of(owner, path, ACCESSIBLE, "Name")]
    answers = bus.ask(questions)
    nodes = []
    for at, (owner, path) in enumerate(places):
        role, state, name = answers[3 * at:3 * at + 3]
        if role and state and name is not None:
            low, high = state[0]
            states = frozenset(word for word, bit in STATES.items() if (low | high << 32) >> bit & 1)
            nodes.append(Node(bus, owner, path, role[0], ISOLATES.sub("", name[0]), states))
    return nodes


def _children(bus: Bus, parents: list) -> list:
    answers = bus.ask([(parent.owner, parent.path, ACCESSIBLE, "GetChildren", None) for parent in parents])
    return _read(bus, [tuple(child) for answer in answers if answer for child in answer[0]])


def application(bus: Bus, name: str) -> Node | None:
    """The program of that name, once it has registered."""
    desktop = Node(bus, "org.a11y.atspi.Registry", ROOT)
    return next((child for child in desktop.children() if child.name.lower() == name), None)
