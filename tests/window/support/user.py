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
        node = self.see_focused(role, name, within)
        self.hands.type(text)
        until(f"{role} \"{name}\" to hold \"{text}\"", lambda: text in node.text(), within)
        return node

    def type_secret(self, role: str, name: str, text: str) -> None:
        """The same where nobody may read along; what comes of it is for the walk to see."""
        node = self.see_focused(role, name)
        self.hands.type(text)
        assert text not in node.text(), "a screen reader speaks the secret"

    def see_focused(self, role: str, name: str, within: float = WITHIN) -> Node:
        def focused():
            node = self.find(role, name)
            return node if node and node.is_("focused") else None

        return until(f"{role} \"{name}\" to have the focus", focused, within)

    def be_customer(self, name: str, number: str) -> None:
        """On the Sandbox phone, which is open."""
        self._be(name, f"{name}, {number}")

    def be_number(self, typed: str, number: str) -> None:
        """Somebody whom the shop doesn't know yet."""
        self._be(typed, number)

    def _be(self, typed: str, shown: str) -> None:
        self.click("text", "Customer or number")
        self.press("ctrl+a")
        field = self.type_into("text", "Customer or number", typed)
        self.press("Return")
        until(f"the phone to be that of {shown}", lambda: field.text() == shown)

    def write_as_customer(self, text: str) -> None:
        """On the Sandbox phone, which is open."""
        self.click("text", "Message from the customer")
        self.type_into("text", "Message from the customer", text)
        self.press("Return")

    def open_customer(self, name: str) -> None:
        """By the search that is everywhere."""
        self.press("ctrl+k")
        self.type_into("text", "Search people, numbers, tickets", name)
        self.see("list item", f"Customer: {name}, .*")
        self.press("Return")
        self.see("text", f"Message to {name}")
