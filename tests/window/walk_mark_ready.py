# SPDX-License-Identifier: Apache-2.0
"""Find a customer, open her job, mark it ready: the SMS is on her phone and in the send log."""
from datetime import datetime, timedelta

from support.stage import play


def walk(user):
    user.press("ctrl+k")
    user.type_into("text", "Search people, numbers, tickets", "ava lind")
    user.see("list item", "Customer: Ava Lindqvist, .*")
    user.see("list item", "Job: R-1042 .*Gold bracelet.*")
    user.press("Down", "Return")
    user.see("dialog", "R-1042, Repair")
    user.press("Escape")
    user.see_gone("dialog", "R-1042, Repair")

    user.click("push button", "Mark R-1042 ready")
    toast = user.see("notification", "SMS to Ava in .* R-1042 is ready.*")
    for offer in ("Undo", "Edit"):
        user.see("push button", offer, inside=toast)
    user.click("push button", "Send now", inside=toast)

    user.click("push button", "Sandbox phone")
    user.be_customer("Ava Lindqvist", "+61 491 570 231")
    user.see("list item", "The shop by SMS: Hi Ava!.*ready for pickup.*")

    user.click("radio button", "Send log")
    user.click("cell", r"\d\d:\d\d, Ava Lindqvist, Job ready, SMS, Delivered")
    details = user.see("filler", "Details of the message")
    user.see("label", "Delivered to the phone", inside=details)
    told = [label.name for label in details.below("label")]
    marked, handed = (at(told, what) for what in ("R-1042 was marked ready", "SMS handed to Twilio"))
    assert handed - marked < timedelta(seconds=10), told  # it did not wait for the hold to end


def at(told, what):
    return datetime.strptime(told[told.index(what) + 1], "%H:%M:%S")


if __name__ == "__main__":
    play(walk)
