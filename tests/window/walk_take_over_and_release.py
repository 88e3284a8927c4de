# SPDX-License-Identifier: Apache-2.0
"""Take a conversation over from the AI, which then keeps silent, and release it, whereupon it answers again."""
import re

from support.stage import play

ANSWER = "I can't find an open job under your name."


def walk(user):
    user.click("push button", "Sandbox phone")
    user.be_number("0412 345 678", "+61 412 345 678")
    user.write_as_customer("Hi, is it ready?")
    user.see("list item", f"The shop by WhatsApp: {ANSWER}.*")
    user.click("radio button", r"AI \d+")
    user.click("list item", "Customer 5678, WhatsApp, the AI is replying, .*")
    user.see("notification", "AI is replying to Customer.")

    user.press("ctrl+shift+t")
    user.see("push button", "Release to AI")
    user.see("label", r"You took over at \d\d:\d\d")
    user.see_gone("notification", "AI is replying to Customer.")
    user.write_as_customer("Anybody there?")
    user.see("list item", r"Customer 5678, Anybody there\?, \d\d:\d\d")

    user.click("push button", "Release to AI")
    user.see("notification", "AI is replying to Customer.")
    user.write_as_customer("Is it ready?")
    lines = user.see_that("the AI's second answer", lambda: said(user, 7))
    assert [line.split(",")[0] for line in lines] == [
        "Customer 5678", "AI", "Mia Tanaka took over from the AI. ", "Customer 5678",
        "Mia Tanaka released it to the AI. ", "Customer 5678", "AI"], lines


def said(user, how_many):
    """The thread's lines without their times, once there are as many."""
    lines = [re.sub(r"\d\d:\d\d$", "", line.name) for line in user.see("list", "Messages").children()
             if line.role == "list item"]
    return lines if len(lines) == how_many else None


if __name__ == "__main__":
    play(walk)
