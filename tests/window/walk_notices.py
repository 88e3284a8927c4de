# SPDX-License-Identifier: Apache-2.0
"""The manager switches a notice off; staff see it off, with the reason why they can't change it."""
from support.stage import play


def walk(user):
    user.press("ctrl+4")
    user.click("radio button", "Notifications")
    assert user.see("check box", "Job ready").is_("checked")
    user.click("check box", "Job ready")
    user.see_that("Job ready to be off", lambda: not user.see("check box", "Job ready").is_("checked"))

    user.click("push button", "Signed in as Mia Tanaka, switch")
    user.see("dialog", "Switch team member")
    user.click("radio button", "Tom Okafor, Staff")
    user.type_secret("text", "PIN of Tom Okafor", "4444")
    user.click("push button", "Sign in")
    user.see("push button", "Signed in as Tom Okafor, switch")
    user.see("notification", "Only owners and managers can change these. Ask Mia Tanaka or Jon Halden.")
    notice = user.see("check box", "Job ready")
    assert not notice.is_("checked") and not notice.is_("enabled"), notice
    user.hands.click(notice.box())
    mine = user.see("check box", "Send me work messages")
    assert not mine.is_("checked"), mine
    user.click("check box", "Send me work messages")  # this is his: what was clicked before has arrived
    user.see_that("his own messages to be on", lambda: user.see("check box", "Send me work messages").is_("checked"))
    assert not user.see("check box", "Job ready").is_("checked")


if __name__ == "__main__":
    play(walk)
