# SPDX-License-Identifier: Apache-2.0
"""Puts the shop together: the cast first, then the months before it."""
import random

import cast
import dialogues
import history
from ledger import Ledger, ago, slug


class Shop:
    def __init__(self):
        self.random = random.Random(20)  # Random(n) gives the same numbers on every Python 3
        self.ledger = Ledger(self.random)
        self.customers = {}
        self.jobs = []
        self.conversations = {}

    def build(self):
        self.add_cast()
        history.add(self)
        self.add_consents()
        self.finish_conversations()
        messages = self.ledger.messages_in_order()
        for row in messages:
            if row.get("direction") == "inbound" and row["channel"] == "whatsapp":
                self.customers[row["customer"]]["lastWhatsAppInboundMinutesAgo"] = row["minutesAgo"]
        self.jobs.sort(key=lambda job: -job["createdMinutesAgo"])
        return {
            "version": 1, "account": cast.ACCOUNT, "workspace": cast.WORKSPACE, "members": cast.MEMBERS,
            "templates": self.ledger.templates(), "customers": list(self.customers.values()), "jobs": self.jobs,
            "conversations": list(self.conversations.values()), "messages": messages,
            "sends": sorted(self.ledger.sends, key=lambda row: -row["minutesAgo"]),
        }

    def add_customer(self, name, phone, on_whatsapp, extras, key=None):
        days = extras.get("days", 100)
        customer = {"key": key or slug(name), "name": name}
        if phone:
            customer["phone"] = phone
        if "bsuid" in extras:
            customer["bsuid"] = extras["bsuid"]
        customer["onWhatsApp"] = on_whatsapp
        for flag in ("landline", "smsOptedOut"):
            if extras.get(flag):
                customer[flag] = True
        customer["tags"] = extras.get("tags", [])
        customer["notes"] = extras.get("notes", "")
        if "language" in extras:
            customer["language"] = extras["language"]
        customer["createdMinutesAgo"] = days * 1440 + self.random.randrange(300)
        customer["consents"] = []
        self.customers[customer["key"]] = customer
        return customer

    def add_cast(self):
        for key, name, phone, on_whatsapp, extras in cast.PEOPLE:
            self.add_customer(name, phone, on_whatsapp, extras, key)
        for ticket, status, customer, description, assignee, created, due, ready, extras in cast.JOBS:
            self.add_job(ticket, status, customer, description, assignee, created * 1440, -ago(*due),
                         ago(*ready) if ready else None, extras)
        for key, lines in dialogues.DIALOGUES.items():
            for line in lines:
                self.ledger.add_line(self.customers[key], *line)
        self.ledger.refuse("urgent_flagged", {"member": "tom"}, "sms", "memberOptedOut", ago(0, "13:05"),
                           "URGENT: Wedding band, resize N to L½ - Grace Whitfield (Wedding on Saturday) - "
                           "Please prioritize!",
                           "R-1051")

    def add_job(self, ticket, status, customer, description, assignee, created, due, ready, extras):
        kind = {"R": "repair", "B": "bespoke", "T": "task"}[ticket[0]]
        job = {"key": ticket, "ticket": ticket, "kind": kind, "status": status}
        if customer:
            job["customer"] = customer
        job["description"] = description
        if "urgent" in extras:
            job["urgent"] = True
            job["urgentReason"] = extras["urgent"]
        if assignee:
            job["assignee"] = assignee
        if due is not None:
            job["dueMinutesFromNow"] = round(due)
        if ready is not None:
            job["readyMinutesAgo"] = ready
        job["createdMinutesAgo"] = round(created)
        job["history"] = history.status_flow(self.random, job, extras)
        self.jobs.append(job)
        history.add_notices(self, job, extras)
        return job

    def add_consents(self):
        wrote, opted_out = self.ledger.first_inbound(), {"samuel-iyer": "sms", "callum-fraser": "whatsapp"}
        for key, customer in self.customers.items():
            consents = customer["consents"]
            since = customer["createdMinutesAgo"]
            if customer.get("phone") and not customer.get("landline") and self.random.random() < 0.85:
                consents.append({"channel": "sms", "purpose": "service", "state": "opted_in", "source": "intake",
                                 "evidence": "Said yes at the counter", "minutesAgo": since})
            for channel, minutes in sorted(wrote.get(key, {}).items()):
                if channel == "whatsapp" or not consents:
                    consents.append({"channel": channel, "purpose": "service", "state": "opted_in",
                                     "source": "inbound", "evidence": "Wrote to us first", "minutesAgo": minutes})
            if customer.get("phone") and (key == "emily-carter" or self.random.random() < 0.2):
                consents.append({"channel": "whatsapp" if customer["onWhatsApp"] else "sms", "purpose": "marketing",
                                 "state": "opted_in", "source": "intake", "minutesAgo": since,
                                 "evidence": "Ticked offers and news at the counter"})
            if key in opted_out:
                stop = self.ledger.last_inbound(key)
                for channel in ("whatsapp", "sms"):
                    entry = {"channel": channel, "purpose": "service", "state": "opted_out", "source": "keyword",
                             "evidence": stop["body"], "minutesAgo": stop["minutesAgo"]}
                    if channel == opted_out[key] == "sms":
                        entry["providerBlocked"] = True  # Twilio closes SMS on STOP by itself
                    consents.append(entry)
            consents.sort(key=lambda entry: -entry["minutesAgo"])

    def finish_conversations(self):
        newest = self.ledger.newest_by_customer()
        besides = [key for key in sorted(newest, key=newest.get)
                   if key not in cast.CONVERSATIONS and self.ledger.last_inbound(key)]
        chosen = dict(zip(besides, cast.OPEN_BESIDES))
        snoozed = besides[len(chosen):len(chosen) + 2]
        for key in self.customers:
            if key not in newest:
                continue
            values = cast.CONVERSATIONS.get(key)
            if not values:
                handling, assignee = chosen.get(key, ("ai", None))
                status = "open" if key in chosen else "snoozed" if key in snoozed else "closed"
                waits = key in chosen and handling == "human" and self.ledger.ends_inbound(key)
                snooze = 2400 if status == "snoozed" else None
                values = (handling, status, assignee, waits, 1 if waits else 0, snooze, None)
            handling, status, assignee, needs_reply, unread, snooze, reason = values
            row = {"customer": key, "handling": handling, "status": status}
            if assignee:
                row["assignee"] = assignee
            row["needsReply"] = needs_reply
            row["unread"] = unread
            if snooze:
                row["snoozedMinutesFromNow"] = snooze
            if reason:
                row["handoverReason"] = reason
            self.conversations[key] = row
