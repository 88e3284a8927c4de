# SPDX-License-Identifier: Apache-2.0
"""Messages, and the sends that belong to no conversation."""
import collections
import re

import cast
from segments import segments

PRICES = {"sms": 0.079, "whatsapp": 0.011, "template": 0.061}  # in the workspace's currency; SMS by the segment


def ago(day, time):
    """Minutes before the nominal now; negative for what is still to come."""
    hours, minutes = time.split(":")
    return -day * 1440 + cast.NOMINAL_NOW - (int(hours) * 60 + int(minutes))


def slug(name):
    return re.sub(r"[^a-z]+", "-", name.lower()).strip("-")


class Ledger:
    def __init__(self, random):
        self.random = random
        self.messages = []
        self.sends = []
        self.names = {member["key"]: member["name"] for member in cast.MEMBERS}
        self.sids = {name: self.sid("HX") for name, *_ in cast.TEMPLATES}

    def sid(self, prefix="SM"):
        return prefix + "%032x" % self.random.getrandbits(128)

    def templates(self):
        rows = []
        for name, language, category, status, reason, body, samples in cast.TEMPLATES:
            row = {"sid": self.sids[name], "name": name, "language": language, "category": category, "status": status}
            if reason:
                row["rejectionReason"] = reason
            row["body"] = body
            row["parameters"] = {str(i + 1): sample for i, sample in enumerate(samples)}
            rows.append(row)
        return rows

    def price(self, row):
        if row["status"] in ("failed", "undelivered"):
            return "0.0000"
        rate = PRICES["template"] if row.get("templateSid") else PRICES[row["channel"]]
        return "%.4f" % (rate * row["segments"])

    def add_line(self, customer, day, time, channel, who, text, status=None, code=None):
        return self.add(customer, ago(day, time), channel, who, text, status, code)

    def add(self, customer, minutes_ago, channel, who, text, status=None, code=None, job=None, category=None):
        """Appends one message; lines of the same minute keep their order by 0.1 of a minute."""
        row = {"customer": customer["key"], "channel": channel}
        if who.startswith("note:"):
            row.update(kind="note", body=text)
            author = {"kind": "member", "member": who[5:]}
        elif who.startswith("event:"):
            _, event, *member = who.split(":")
            row.update(kind="event", event=event, body=text)
            author = {"kind": "member", "member": member[0]} if member else {"kind": "ai"}
        elif who == "<":
            row.update(direction="inbound", kind="text", body=text, status="received", sid=self.sid(),
                       segments=segments(text) if channel == "sms" else 1)
            author = {"kind": "contact"}
        else:
            author = self.fill_outbound(row, channel, who, text, status, code, category)
        row["minutesAgo"] = minutes_ago
        row["author"] = author
        if "category" in row:
            row["category"] = row.pop("category")
        if job:
            row["job"] = job
        self.messages.append(row)
        return row

    def fill_outbound(self, row, channel, who, text, status, code, category):
        kind, author_name, template = "text", who, None
        if who.startswith("template:"):
            _, name, author_name, category = who.split(":")
            template = next(entry for entry in cast.TEMPLATES if entry[0] == name)
            kind = "template"
            for number, value in enumerate(text.split("|"), 1):
                template = (*template[:5], template[5].replace("{{%d}}" % number, value))
            text = template[5]
        elif who == "template-free:acknowledgement":
            author_name, category = "system", "acknowledgement"
        if author_name == "ai":
            author, category = {"kind": "ai"}, "ai"
        elif author_name == "system":
            author = {"kind": "system"}
        else:
            author, category = {"kind": "member", "member": author_name}, category or "reply"
        row.update(direction="outbound", kind=kind, body=text,
                   status=status or ("read" if channel == "whatsapp" else "delivered"))
        if code:
            row["errorCode"] = code
        row["segments"] = segments(text) if channel == "sms" else 1
        if code not in (21614, 21211):  # Twilio refuses these at once and gives no SID
            row["sid"] = self.sid()
        if template:
            row["templateSid"] = self.sids[template[0]]
        row["price"] = self.price(row)
        row["category"] = category
        return author

    def refuse(self, category, recipient, channel, reason, minutes_ago, body, job=None):
        self.send(category, recipient, channel, "refused", minutes_ago, body, job, reason=reason)

    def send(self, category, recipient, channel, status, minutes_ago, body, job=None, reason=None, code=None,
             template=None):
        row = {"category": category, "recipient": recipient, "channel": channel, "status": status}
        if reason:
            row["reason"] = reason
        if code:
            row["errorCode"] = code
        row["minutesAgo"] = minutes_ago
        row["body"] = body
        row["segments"] = segments(body) if channel == "sms" else 1
        if status not in ("refused", "cancelled"):
            row["sid"] = self.sid()
            if template:
                row["templateSid"] = self.sids[template]
            row["price"] = self.price(row)
        if job:
            row["job"] = job
        self.sends.append(row)

    def messages_in_order(self):
        """Oldest first; within a conversation no two share a time, so that every reader sorts them alike."""
        by_customer = collections.defaultdict(list)
        for row in self.messages:
            by_customer[row["customer"]].append(row)
        for rows in by_customer.values():
            rows.sort(key=lambda row: -row["minutesAgo"])
            for later, earlier in zip(reversed(rows[1:]), reversed(rows[:-1])):
                if earlier["minutesAgo"] <= later["minutesAgo"]:
                    earlier["minutesAgo"] = round(later["minutesAgo"] + 0.2, 1)
        return sorted(self.messages, key=lambda row: -row["minutesAgo"])

    def first_inbound(self):
        first = collections.defaultdict(dict)
        for row in self.messages:
            if row.get("direction") == "inbound":
                known = first[row["customer"]]
                known[row["channel"]] = max(known.get(row["channel"], 0), row["minutesAgo"])
        return first

    def last_inbound(self, key):
        rows = [row for row in self.messages if row["customer"] == key and row.get("direction") == "inbound"]
        return min(rows, key=lambda row: row["minutesAgo"]) if rows else None

    def ends_inbound(self, key):
        rows = [row for row in self.messages if row["customer"] == key and "direction" in row]
        return min(rows, key=lambda row: row["minutesAgo"])["direction"] == "inbound"

    def newest_by_customer(self):
        newest = {}
        for row in self.messages:
            newest[row["customer"]] = min(newest.get(row["customer"], 1e12), row["minutesAgo"])
        return newest
