# SPDX-License-Identifier: Apache-2.0
"""A day later WhatsApp takes only templates: the panel says so, fills one from the customer's job and sends it."""
from support.stage import play

TEXT = "Hi Ava, an update on your gold bracelet: it is with our goldsmith and on schedule. .*"


def walk(user):
    user.open_customer("Ava Lindqvist")
    user.click("push button", "Sandbox phone")
    user.be_customer("Ava Lindqvist", "+61 491 570 231")
    user.click("push button", "Skip 24 hours")
    user.see("label", "It is a day later in the shop.")
    user.see("label", "Window closed: templates only")
    user.see_gone("text", "Message to Ava Lindqvist")

    user.click("text", "Search templates")
    user.type_into("text", "Search templates", "repair")
    user.see_gone("list item", "Opening hours, .*")
    user.see("list item", "Review request, Marketing, .*, rejected")
    user.click("list item", "Repair update, Utility, English, approved")
    # She has two pieces with the goldsmith; nobody but the user knows which one is meant.
    user.see("label", "1 of 2 blanks filled. Missing: Piece")
    user.click("combo box", "About")
    user.press("Home", "Return")
    user.see("label", "✓ 2 of 2 blanks filled")
    user.see("label", TEXT)
    user.click("push button", "Send template")
    user.see("list item", rf"Template, sent by Mia Tanaka, {TEXT}, \d\d:\d\d, (delivered|read)")
    user.see("list item", f"The shop by WhatsApp: {TEXT}")


if __name__ == "__main__":
    play(walk)
