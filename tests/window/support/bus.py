# SPDX-License-Identifier: Apache-2.0
"""The accessibility bus: many questions at once, with one deadline each."""
import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

ANSWER_MS = 5_000  # a window that paints on a loaded machine answers late, one that hangs not at all


class Bus:
    """A connection to the bus that org.a11y.Bus names; that service is started by the session's bus."""

    def __init__(self, session_address: str):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self._session = Gio.DBusConnection.new_for_address_sync(session_address, flags, None, None)
        answer = self._session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                         Gio.DBusCallFlags.NONE, 20_000, None)
        self._bus = Gio.DBusConnection.new_for_address_sync(answer.unpack()[0], flags, None, None)

    def ask(self, questions: list) -> list:
        """Asks (owner, path, interface, method, arguments or None) all at once. None where a thing is gone."""
        answers = [None] * len(questions)
        left = len(questions)

        def take(bus, result, at):
            nonlocal left
            left -= 1
            try:
                answers[at] = bus.call_finish(result).unpack()
            except GLib.Error:
                answers[at] = None

        for at, (owner, path, interface, method, arguments) in enumerate(questions):
            self._bus.call(owner, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, ANSWER_MS,
                           None, take, at)
        while left:
            GLib.MainContext.default().iteration(True)
        return answers


def property_of(owner: str, path: str, interface: str, name: str) -> tuple:
    return (owner, path, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (interface, name)))
