# SPDX-License-Identifier: Apache-2.0
"""Find a customer, open her job, mark it ready: the SMS is on her phone and in the send log."""
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
    user.see("filler", "The shop by SMS: Hi Ava!.*ready for pickup.*")

    user.click("radio button", "Send log")
    user.see("cell", r"\d\d:\d\d, Ava Lindqvist, Job ready, SMS, Delivered")


if __name__ == "__main__":
    play(walk)
