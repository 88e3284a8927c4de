# SPDX-License-Identifier: Apache-2.0
"""A customer replies STOP: the thread says it in a banner, and writing is refused with a sentence."""
from support.stage import play


def walk(user):
    user.open_customer("Ava Lindqvist")
    user.click("push button", "Sandbox phone")
    user.be_customer("Ava Lindqvist", "+61 491 570 231")
    user.click("push button", "STOP")
    user.see("notification", r"Ava opted out by replying STOP today at \d\d:\d\d. "
                             "Sending is disabled until a new opt-in is recorded.")
    user.see("push button", "Record opt-in…")
    user.see("list item", r"Ava opted out by replying STOP. \d\d:\d\d")
    user.see("list item", "The shop by WhatsApp: You are opted out. Reply START to re-subscribe..*")

    composer = user.see("text", "Message to Ava Lindqvist")
    assert composer.description() == "Sending is disabled. Ava opted out.", composer.description()
    user.click("text", "Message to Ava Lindqvist")
    user.press("h", "i", "Return")
    user.click("push button", "Find in conversation")  # what was pressed has arrived before this has
    user.see("text", "Find in this conversation")
    assert composer.text() == "", composer.text()
    assert not user.see("push button", "Send", inside=user.see("filler", "Inbox")).is_("enabled")


if __name__ == "__main__":
    play(walk)
