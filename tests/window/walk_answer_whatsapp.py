# SPDX-License-Identifier: Apache-2.0
"""Answer a WhatsApp conversation: the text is delivered in the thread, and stands on the customer's phone."""
from support.stage import play

TEXT = "Yes, jade can be filled. It takes about a week."


def walk(user):
    user.click("list item", "Mei-Lin Zhao, WhatsApp, unassigned, .*1 unread.*")
    user.see("radio button", "WhatsApp")
    user.see("label", "Free reply for 23 h .*")
    user.press("F6", "F6")  # from the list past the messages
    user.type_into("text", "Message to Mei-Lin Zhao", TEXT)
    user.press("Return")
    user.see("list item", rf"Mia Tanaka, {TEXT}, \d\d:\d\d, (delivered|read)")
    user.see_that("the composer to be empty", lambda: user.find("text", "Message to Mei-Lin Zhao").text() == "")

    user.click("push button", "Sandbox phone")
    user.be_customer("Mei-Lin Zhao", "+61 491 570 236")
    user.see("list item", rf"The shop by WhatsApp: {TEXT}, \d\d:\d\d")


if __name__ == "__main__":
    play(walk)
