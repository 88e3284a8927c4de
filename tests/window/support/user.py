# SPDX-License-Identifier: Apache-2.0
"""Somebody at the counter: sees by role and name, clicks and types what they see."""
import re

from support.hands import Hands
from support.node import Node
from support.waiting import WITHIN, until


class User:
    def __init__(self, tree: Node, hands: Hands):
        self.tree = tree
        self.hands = hands

    def find(self, role: str, name: str, inside: Node | None = None) -> Node | None:
        """What is within reach: a dialog covers the window, a menu or list that dropped down stands before both."""
        if inside:
            return inside.find(role, name)
        windows = self.tree.children()
        popups = [window for window in windows if window.role != "frame" and window.is_("showing")]
        places = popups + [window.find("dialog", depth=3) or window for window in windows if window.role == "frame"]
        for place in places:
            if (place in popups or place.role == "dialog") and place.role == role and re.fullmatch(name, place.name):
                return place
            if found := place.find(role, name):
                return found
        return None

    def see(self, role: str, name: str, within: float = WITHIN, inside: Node | None = None) -> Node:
        """Waits for a node of this role whose whole name matches."""
        return until(f"{role} \"{name}\"", lambda: self.find(role, name, inside), within)

    def see_gone(self, role: str, name: str, within: float = WITHIN) -> None:
        until(f"no {role} \"{name}\"", lambda: self.find(role, name) is None, within)

    def see_that(self, what: str, look, within: float = WITHIN):
        return until(what, look, within)

    def click(self, role: str, name: str, within: float = WITHIN, inside: Node | None = None) -> Node:
        """Clicks on what it sees, once that is enabled and no longer moves."""
        last = None

        def still():
            nonlocal last
            node = self.find(role, name, inside)
            place = node.box() if node and node.is_("enabled") else None
            last, before = place, last
            return (node, place) if place and place == before and place[2] > 0 else None

        node, place = until(f"{role} \"{name}\" to be clicked", still, within)
        self.hands.click(place)
        return node

    def press(self, *keys: str) -> None:
        self.hands.press(*keys)

    def type_into(self, role: str, name: str, text: str, within: float = WITHIN) -> Node:
        """Types where the keyboard's focus is, once that is this field."""
        def focused():
            node = self.find(role, name)
            return node if node and node.is_("focused") else None

        node = until(f"{role} \"{name}\" to have the focus", focused, within)
        self.hands.type(text)
        until(f"{role} \"{name}\" to hold \"{text}\"", lambda: text in node.text(), within)
        return node

    def be_customer(self, name: str, number: str) -> None:
        """On the Sandbox phone, which is open."""
        self.click("text", "Customer or number")
        self.press("ctrl+a")
        field = self.type_into("text", "Customer or number", name)
        self.press("Return")
        until(f"the phone to be {name}'s", lambda: field.text() == f"{name}, {number}")
