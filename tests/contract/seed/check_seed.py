#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What resources/seed/README.md and CONTRACT 3 "Sandbox shop" promise of the seeded shop."""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import shutil
import unittest

SEED = pathlib.Path(__file__).resolve().parents[3] / "resources" / "seed"
TEXT = (SEED / "halden-rowe.json").read_text(encoding="utf-8")
SHOP = json.loads(TEXT)
FINAL = {"read", "delivered", "undelivered", "failed", "cancelled", "refused"}
NEVER_ATTEMPTED = {"categoryDisabled", "memberOptedOut", "recipientOptedOut", "noPhone", "invalidPhone"}
CATEGORIES = {"reply", "ai", "job_ready", "task_assignment", "status_change", "urgent_flagged", "reminder",
              "acknowledgement"}
DAY = 1440


def keys(section):
    return {row["key"] for row in SHOP[section]}


def by_customer():
    rows = collections.defaultdict(list)
    for message in SHOP["messages"]:
        rows[message["customer"]].append(message)
    return rows


class TheWholeFile(unittest.TestCase):
    def test_is_small_enough_to_build_into_a_program(self):
        self.assertLess(len(TEXT.encode()), 1_500_000)

    def test_holds_some_thousand_messages(self):
        self.assertTrue(3000 <= len(SHOP["messages"]) <= 4000, len(SHOP["messages"]))
        self.assertGreaterEqual(len(SHOP["customers"]), 240)
        self.assertGreaterEqual(len(SHOP["jobs"]), 380)

    def test_uses_no_number_that_is_left_to_tests(self):
        self.assertNotRegex(TEXT, r"\+?61412345678|\+?61498765432|\+?61491573\d{3}")

    def test_is_what_the_generator_writes(self):
        with tempfile.TemporaryDirectory() as folder:
            for source in SEED.glob("*.py"):
                shutil.copy(source, folder)
            subprocess.run([sys.executable, "-B", f"{folder}/generate.py"], check=True, stdout=subprocess.DEVNULL)
            self.assertEqual(pathlib.Path(folder, "halden-rowe.json").read_text(encoding="utf-8"), TEXT)

    def test_names_every_sid_once(self):
        sids = [row["sid"] for row in SHOP["messages"] + SHOP["sends"] if "sid" in row]
        self.assertEqual(len(sids), len(set(sids)))
        for sid in sids:
            self.assertRegex(sid, "^SM[0-9a-f]{32}$")
        for template in SHOP["templates"]:
            self.assertRegex(template["sid"], "^HX[0-9a-f]{32}$")


class TheMembers(unittest.TestCase):
    def test_are_those_of_the_contract(self):
        rows = [(m["name"], m["role"], m.get("login"), m.get("pin"), m.get("optedOut", False), "phone" in m)
                for m in SHOP["members"]]
        self.assertEqual(rows, [
            ("Jon Halden", "owner", "owner", "1111", False, True),
            ("Mia Tanaka", "manager", "manager", "2222", False, True),
            ("Priya Nair", "agent", "agent", "3333", False, True),
            ("Tom Okafor", "staff", "staff", "4444", True, True),
            ("Lucy Shaw", "staff", None, None, False, False),
        ])

    def test_the_workspace_is_that_of_the_contract(self):
        self.assertEqual((SHOP["workspace"]["name"], SHOP["workspace"]["region"]), ("Halden & Rowe", "AU"))
        for sender in ("whatsappSender", "smsSender"):
            self.assertRegex(SHOP["account"][sender], r"^\+614\d{8}$")


class References(unittest.TestCase):
    def test_name_rows_that_exist(self):
        customers, members, jobs = keys("customers"), keys("members"), keys("jobs")
        templates = {row["sid"] for row in SHOP["templates"]}
        for row in SHOP["messages"] + SHOP["sends"] + SHOP["conversations"] + SHOP["jobs"]:
            if "customer" in row:
                self.assertIn(row["customer"], customers)
            if "assignee" in row:
                self.assertIn(row["assignee"], members)
            if "job" in row:
                self.assertIn(row["job"], jobs)
            if "templateSid" in row:
                self.assertIn(row["templateSid"], templates)
            if row.get("author", {}).get("kind") == "member":
                self.assertIn(row["author"]["member"], members)
            for step in row.get("history", []):
                self.assertIn(step["actor"], members)
        for send in SHOP["sends"]:
            recipient = send["recipient"]
            self.assertTrue(recipient.get("customer") in customers or recipient.get("member") in members, send)

    def test_every_key_and_number_is_used_once(self):
        for section in ("customers", "members", "jobs"):
            self.assertEqual(len(keys(section)), len(SHOP[section]), section)
        phones = [row["phone"] for row in SHOP["customers"] + SHOP["members"] if "phone" in row]
        phones += [SHOP["account"]["whatsappSender"], SHOP["account"]["smsSender"]]
        self.assertEqual(len(phones), len(set(phones)))
        for phone in phones:
            self.assertRegex(phone, r"^\+6149157[01]\d{3}$|^\+6125550\d{4}$")

    def test_each_customer_with_messages_has_one_conversation(self):
        self.assertEqual([row["customer"] for row in SHOP["conversations"]],
                         [key["key"] for key in SHOP["customers"] if key["key"] in by_customer()])


class Messages(unittest.TestCase):
    def test_none_is_under_way(self):
        for row in SHOP["messages"] + SHOP["sends"]:
            if row.get("direction") == "inbound":
                self.assertEqual(row["status"], "received")
            elif row.get("kind") not in ("note", "event"):
                self.assertIn(row["status"], FINAL)
                self.assertIn(row["category"], CATEGORIES)

    def test_only_what_the_product_can_do_occurs(self):
        self.assertEqual({row["kind"] for row in SHOP["messages"]}, {"text", "template", "note", "event"})
        self.assertNotRegex(TEXT, "(?i)vonage|transcript|reaction")

    def test_events_carry_their_kind_and_no_prose(self):
        kinds = collections.Counter()
        for row in SHOP["messages"]:
            self.assertEqual(row["kind"] == "event", "event" in row, row)
            if row["kind"] != "event":
                continue
            kinds[row["event"]] += 1
            self.assertNotRegex(row["body"], r"\.$|took over|handed")
            self.assertEqual(row["author"]["kind"], "ai" if row["event"] == "needs_human" else "member")
        self.assertEqual(set(kinds), {"needs_human", "taken_over", "released", "unassigned"})

    def test_are_in_order_and_share_no_time_within_a_conversation(self):
        for customer, rows in by_customer().items():
            times = [row["minutesAgo"] for row in rows]
            self.assertEqual(times, sorted(set(times), reverse=True), customer)
            self.assertGreater(times[-1], 0)

    def test_end_for_failures_with_a_code_and_for_refusals_with_a_reason(self):
        known = json.dumps(sorted({row.get("errorCode") for row in SHOP["messages"] if row.get("errorCode")}))
        for code in (21614, 30006, 63003, 63012, 63016):
            self.assertIn(str(code), known)
        for row in SHOP["messages"] + SHOP["sends"]:
            self.assertEqual(row.get("status") in ("failed", "undelivered"), "errorCode" in row, row)
            if str(row.get("errorCode", "")).startswith("30"):
                self.assertEqual(row["status"], "undelivered", row)  # carriers report, they don't refuse
            self.assertEqual(row.get("status") == "refused", "reason" in row, row)
            self.assertFalse(row.get("status") in ("refused", "cancelled") and "sid" in row, row)
        self.assertEqual({row["reason"] for row in SHOP["sends"] if "reason" in row}, NEVER_ATTEMPTED)

    def test_freeform_whatsapp_was_written_inside_the_window_or_failed_with_63016(self):
        for rows in by_customer().values():
            last = None
            for row in rows:
                if row["channel"] != "whatsapp" or row["kind"] != "text":
                    continue
                if row["direction"] == "inbound":
                    last = row["minutesAgo"]
                else:
                    inside = last is not None and last - row["minutesAgo"] < DAY
                    self.assertEqual(inside, row.get("errorCode") != 63016, row)

    def test_nobody_was_written_to_after_opting_out(self):
        for customer in SHOP["customers"]:
            stops = [entry["minutesAgo"] for entry in customer["consents"] if entry["state"] == "opted_out"]
            for row in by_customer()[customer["key"]]:
                if stops and row.get("direction") == "outbound" and row["category"] != "acknowledgement":
                    self.assertGreater(row["minutesAgo"], max(stops), row)

    def test_who_is_blocked_at_the_provider_said_stop_by_sms(self):
        for customer in SHOP["customers"]:
            blocked = [entry["channel"] for entry in customer["consents"] if entry.get("providerBlocked")]
            self.assertEqual(blocked, ["sms"] if customer.get("smsOptedOut") else [], customer["key"])

    def test_only_numbers_that_can_receive_it_received_a_message(self):
        for customer in SHOP["customers"]:
            for row in by_customer()[customer["key"]]:
                if row["status" if "status" in row else "kind"] not in ("delivered", "read"):
                    continue
                self.assertFalse(customer.get("landline"), row)
                if row["channel"] == "whatsapp":
                    self.assertTrue(customer["onWhatsApp"], row)
                else:
                    self.assertIn("phone", customer)

    def test_the_last_inbound_whatsapp_message_opens_the_window(self):
        for customer in SHOP["customers"]:
            times = [row["minutesAgo"] for row in by_customer()[customer["key"]]
                     if row["channel"] == "whatsapp" and row.get("direction") == "inbound"]
            self.assertEqual(customer.get("lastWhatsAppInboundMinutesAgo"), min(times) if times else None)


class Templates(unittest.TestCase):
    def test_stand_in_every_state_that_the_shop_must_show(self):
        states = collections.Counter((row["category"], row["status"]) for row in SHOP["templates"])
        for state in ("approved", "pending", "rejected", "paused"):
            self.assertGreaterEqual(states["utility", state], 1, state)
        self.assertGreaterEqual(states["marketing", "approved"], 1)
        self.assertGreaterEqual(sum(len(row["parameters"]) == 2 and row["status"] == "approved"
                                    for row in SHOP["templates"]), 2)

    def test_have_a_sample_for_each_blank_and_none_more(self):
        for row in SHOP["templates"]:
            self.assertEqual(sorted(set(re.findall(r"{{(\w+)}}", row["body"]))), sorted(row["parameters"]), row["name"])
            self.assertNotRegex(row["body"], r"^{{|}}$|}}\s*{{", row["name"])  # FACTS 6.3

    def test_the_assignment_template_is_approved_and_worded_as_designed(self):
        row = next(row for row in SHOP["templates"] if row["name"] == "task_assignment")
        self.assertEqual(row["status"], "approved")
        self.assertEqual(row["body"], "🔔 New {{1}} assigned: {{2}} for {{3}}, due {{4}}. See Counterbell.")


class JobsAndConversations(unittest.TestCase):
    def test_jobs_fill_every_column_of_the_board(self):
        columns = collections.Counter(row["status"] for row in SHOP["jobs"])
        self.assertEqual({status: columns[status] for status in ("received", "in_progress", "quality_check", "ready")},
                         {"received": 5, "in_progress": 4, "quality_check": 4, "ready": 6})
        today = [row for row in SHOP["jobs"] if row["status"] == "collected" and row["history"][-1]["minutesAgo"] < 600]
        self.assertEqual(len(today), 4)

    def test_jobs_come_to_their_status_step_by_step(self):
        for job in SHOP["jobs"]:
            flow = job["history"]
            self.assertEqual(flow[-1]["to"], job["status"], job["ticket"])
            self.assertNotIn("from", flow[0])
            times = [step["minutesAgo"] for step in flow]
            self.assertEqual(times, sorted(times, reverse=True), job["ticket"])
            for before, after in zip(flow, flow[1:]):
                self.assertEqual(after["from"], before["to"], job["ticket"])
            self.assertEqual(flow[0]["minutesAgo"], job["createdMinutesAgo"])
            self.assertRegex(job["ticket"], {"repair": "^R-", "bespoke": "^B-", "task": "^T-"}[job["kind"]])

    def test_conversations_stand_in_every_state(self):
        states = collections.Counter((row["handling"], row["status"]) for row in SHOP["conversations"])
        for state in (("ai", "open"), ("needs_human", "open"), ("human", "open"), ("human", "snoozed"), ("ai", "closed")):
            self.assertGreaterEqual(states[state], 1, state)
        for row in SHOP["conversations"]:
            self.assertEqual(row["status"] == "snoozed", "snoozedMinutesFromNow" in row, row)
            self.assertEqual(row["handling"] == "needs_human", "handoverReason" in row, row)
            unanswered = [m for m in by_customer()[row["customer"]] if "direction" in m][-1]["direction"] == "inbound"
            self.assertFalse(row["needsReply"] and not unanswered, row)


if __name__ == "__main__":
    unittest.main()
