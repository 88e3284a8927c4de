# SPDX-License-Identifier: Apache-2.0
"""The months before today: jobs that came and went, what was written about them, and the notices they raised."""
import cast
import phrases
from ledger import ago, slug

NEWEST = {"R": 1058, "B": 321, "T": 29}
OLDEST = {"R": 741, "B": 262, "T": 1}
DAYS = {"R": 0.64, "B": 3.4, "T": 6.5}  # between one ticket and the next
NOUN = {"repair": "repair", "bespoke": "order"}
KIND_WORD = {"repair": "repair", "bespoke": "bespoke job", "task": "task"}
STATUS_WORD = {"received": "Received", "in_progress": "In progress", "quality_check": "Quality check",
               "ready": "Ready", "collected": "Collected", "cancelled": "Cancelled"}
WHEN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
OPTED_OUT_SINCE = {"samuel-iyer": 271, "callum-fraser": ago(-9, "14:03"), "tom": ago(-17, "12:00")}
TOGGLE_OFF_UNTIL = 53  # minutes ago: Job ready was off from before noon until 13:40


def opening_time(days):
    """Minutes ago of the moment `days` ago, moved into opening hours; later stays later."""
    day, part = int(days), days - int(days)
    first, last = 9 * 60 + 5, 17 * 60 + 20
    weekday = (3 - day) % 7
    if weekday == 6:  # Sunday: what would fall on it belongs to Saturday, late in the morning
        day, first, last = day + 1, 11 * 60, 12 * 60 + 55
    elif weekday == 5:
        last = 11 * 60
    return day * 1440 + cast.NOMINAL_NOW - int(last - part * (last - first))


def status_flow(random, job, extras):
    """How the job came to its status: `[{from?, to, actor, minutesAgo}]`, oldest first."""
    created, ready = job["createdMinutesAgo"], job.get("readyMinutesAgo")
    actor = job.get("assignee") or "priya"
    steps = [("received", created, "mia" if actor != "mia" else "priya")]
    end = ready if ready is not None else 30
    if "back" in extras:
        end = ago(*extras["back"])
    if job["status"] == "cancelled":
        steps.append(("cancelled", created * 0.7, actor))
    elif job["kind"] == "task":
        steps += [("in_progress", end + (created - end) * 0.6, actor), ("ready", ready, actor)]
    elif job["status"] != "received":
        steps.append(("in_progress", end + (created - end) * 0.7, actor))
        if job["status"] != "in_progress" and (job["status"] == "quality_check" or random.random() < 0.75):
            steps.append(("quality_check", end + (created - end) * 0.25, random.choice([actor, "jon", actor])))
        if ready is not None or "back" in extras:
            steps.append(("ready", end, random.choice([actor, actor, "priya"])))
        if "back" in extras:
            steps.append(("quality_check", end - 8, actor))
    if job["status"] == "collected":
        steps.append(("collected", ago(*extras["collected"]) if "collected" in extras else extras["left"], "priya"))
    flow, before = [], None
    for status, minutes, by in steps:
        origin = {"from": before} if before else {}
        flow.append({**origin, "to": status, "actor": by, "minutesAgo": round(minutes, 1)})
        before = status
    return flow


def first_name(name):
    return name.split()[0]


def ready_text(job, name):
    word = NOUN[job["kind"]]
    return (f"Hi {first_name(name)}! Great news - your {word} is ready for pickup at Halden & Rowe! "
            f"{job['description']}. See you soon!")


def add_notices(shop, job, extras):
    if job["kind"] != "task":
        for step in job["history"]:
            if step["to"] == "ready":
                add_ready_notice(shop, job, step, extras)
    member = job.get("assignee")
    if member and job["createdMinutesAgo"] < 75 * 1440:
        add_member_notices(shop, job, member)


def add_ready_notice(shop, job, step, extras):
    customer = shop.customers[job["customer"]]
    text, when = ready_text(job, customer["name"]), step["minutesAgo"]
    recipient, reason = {"customer": customer["key"]}, None
    if not customer.get("phone"):
        reason = "noPhone"
    elif job["ticket"] == "R-1053":
        recipient["number"] = "+6149157024"  # as it was written down at the counter, one digit short
        reason = "invalidPhone"
    elif TOGGLE_OFF_UNTIL < when < TOGGLE_OFF_UNTIL + 60 and job["ticket"] == "B-0305":
        reason = "categoryDisabled"
    elif when <= OPTED_OUT_SINCE.get(customer["key"], -1):
        reason = "recipientOptedOut"
    if reason:
        return shop.ledger.refuse("job_ready", recipient, "sms", reason, when, text, job["ticket"])
    status, code = "delivered", None
    if customer.get("landline"):
        landline = [("undelivered", 30006), ("failed", 21614)]  # by callback, or in Twilio's answer
        status, code = landline[0] if job["ticket"] == "R-1039" else shop.random.choice(landline)
    elif job["status"] == "collected" and shop.random.random() < 0.02:
        status, code = shop.random.choice([("undelivered", 30003), ("undelivered", 30005), ("undelivered", 30008)])
    shop.ledger.add(customer, when - 0.2, "sms", "system", text, status, code, job["ticket"], "job_ready")
    left = job["history"][-1]["minutesAgo"] if job["status"] == "collected" else 0
    if when - left > 6 * 1440 and job["ticket"] != "R-1021" and status == "delivered":
        shop.ledger.add(customer, when - 5 * 1440, "sms", "system",
                        f"Hi {first_name(customer['name'])}, your {NOUN[job['kind']]} is still waiting for you at "
                        "Halden & Rowe. See you soon!", None, None, job["ticket"], "reminder")


def notify_member(shop, category, member, channel, minutes_ago, body, ticket, template=None):
    if minutes_ago < 1:
        return
    person = next(entry for entry in cast.MEMBERS if entry["key"] == member)
    if person.get("optedOut") and minutes_ago < OPTED_OUT_SINCE[member]:
        return shop.ledger.refuse(category, {"member": member}, channel, "memberOptedOut", minutes_ago, body, ticket)
    if "phone" not in person:
        return shop.ledger.refuse(category, {"member": member}, channel, "noPhone", minutes_ago, body, ticket)
    status, code = ("read" if channel == "whatsapp" else "delivered"), None
    if shop.random.random() < 0.02:
        status, code = ("failed", 63012) if channel == "whatsapp" else ("undelivered", 30003)
    shop.ledger.send(category, {"member": member}, channel, status, minutes_ago, body, ticket, None, code, template)


def add_member_notices(shop, job, member):
    name = shop.customers[job["customer"]]["name"] if "customer" in job else None
    due = shop.random.choice(WHEN)
    body = next(entry[5] for entry in cast.TEMPLATES if entry[0] == "task_assignment")
    for number, value in enumerate((KIND_WORD[job["kind"]], job["description"], name or "the shop", due), 1):
        body = body.replace("{{%d}}" % number, value)
    flow = job["history"]
    if flow[0]["actor"] != member:
        notify_member(shop, "task_assignment", member, "whatsapp", flow[0]["minutesAgo"] - 0.5, body, job["ticket"],
                      "task_assignment")
    about = f"{job['description']} ({name})" if name else job["description"]
    for before, after in zip(flow, flow[1:]):
        if after["actor"] != member and after["minutesAgo"] < 45 * 1440:
            notify_member(shop, "status_change", member, "sms", after["minutesAgo"] - 0.1,
                          f"Status update: {about} - {STATUS_WORD[before['to']]} > {STATUS_WORD[after['to']]}",
                          job["ticket"])
    if job.get("urgent") and member != "tom":
        notify_member(shop, "urgent_flagged", member, "sms", flow[0]["minutesAgo"] - 60,
                      f"URGENT: {about} ({job['urgentReason']}) - Please prioritize!", job["ticket"])


def add(shop):
    keys = add_customers(shop)
    taken = {job["ticket"] for job in shop.jobs}
    for prefix in ("R", "B", "T"):
        for number in range(OLDEST[prefix], NEWEST[prefix] + 1):
            ticket = f"{prefix}-{number:04d}"
            if ticket not in taken:
                add_job(shop, ticket, prefix, number, keys)
    add_small_talk(shop, keys)
    add_templates_that_failed(shop)


def add_customers(shop):
    random, keys = shop.random, []
    firsts, lasts = phrases.FIRST_NAMES[:], phrases.LAST_NAMES[:]
    names = set()
    for index in range(224):
        name = f"{random.choice(firsts)} {random.choice(lasts)}"
        while slug(name) in names or slug(name) in shop.customers:
            name = f"{random.choice(firsts)} {random.choice(lasts)}"
        names.add(slug(name))
        extras = {"days": 230 + random.randrange(900), "landline": index % 37 == 5}
        if random.random() < 0.12:
            extras["tags"] = [random.choice(["Heirloom", "Wedding", "Watches", "Collector", "Trade"])]
        if random.random() < 0.08:
            extras["notes"] = random.choice(["Prefers to be called after work.", "Collects with her sister.",
                                             "Ring size M, left hand.", "Please double-check the clasp.",
                                             "Pays by card only."])
        phone = f"+61255502{index:03d}" if extras["landline"] else f"+61491571{200 + index * 3:03d}"
        if index % 56 == 17:
            phone, extras["landline"] = None, False
        on_whatsapp = bool(phone) and not extras["landline"] and random.random() < 0.8
        keys.append(shop.add_customer(name, phone, on_whatsapp, extras)["key"])
    return keys


def add_job(shop, ticket, prefix, number, keys):
    random = shop.random
    days = max(2.6, (NEWEST[prefix] - number) * DAYS[prefix] + 0.4)
    created = opening_time(days)
    turn = {"R": random.uniform(0.8, 9), "B": random.uniform(14, 38), "T": random.uniform(1, 5)}[prefix]
    ready_days = max(days - turn, 1.4 + (days - 1.4) * 0.5)
    left_days = max(ready_days - random.choice([0.3, 0.9, 1.2, 2.1, 3.4, 7.2]), 1.05)
    ready, left = opening_time(ready_days), opening_time(left_days)
    if left >= ready:
        left = ready - 45
    status = "cancelled" if random.random() < 0.04 else "collected"
    customer = None if prefix == "T" else random.choice(keys)
    stock = {"R": phrases.REPAIRS, "B": phrases.BESPOKE, "T": phrases.TASKS}[prefix]
    assignee = random.choice(["priya"] * 4 + ["tom"] * 4 + ["mia"] * 3 + ["jon", "lucy", None])
    extras = {"left": left}
    if random.random() < 0.04:
        extras["urgent"] = random.choice(["Anniversary on Sunday", "Flying out tomorrow", "Wedding at the weekend"])
    job = shop.add_job(ticket, status, customer, random.choice(stock), assignee, created,
                       -ready + random.choice([0, 60, 1440]), None if status == "cancelled" else ready, extras)
    if customer:
        talk_about(shop, job, created, ready, left)


def talk_about(shop, job, created, ready, left):
    random, customer = shop.random, shop.customers[job["customer"]]
    if not customer.get("phone") or customer.get("landline"):
        return
    pick = random.random()
    if pick < 0.62 and created - ready > 600:
        scripts = phrases.STATUS_SCRIPTS if pick < 0.42 else phrases.PRICE_SCRIPTS
        days = (ready + (created - ready) * random.uniform(0.3, 0.8) - (cast.NOMINAL_NOW - 13 * 60)) / 1440
        start = opening_time(max(days, 1.0))
        if start > ready + 30:
            play(shop, customer, job, random.choice(scripts), start)
    if random.random() < 0.5 and job["status"] == "collected" and ready - left > 60:
        play(shop, customer, job, random.choice(phrases.PICKUP_SCRIPTS), ready - random.uniform(4, 40))
    if random.random() < 0.06 and left > 4 * 1440:
        play(shop, customer, job, random.choice(phrases.COMPLAINT_SCRIPTS), opening_time(left / 1440 - 2))


def add_small_talk(shop, keys):
    for key in keys:
        customer = shop.customers[key]
        for _ in range(shop.random.choice([0, 1, 1, 2])):
            if not customer.get("phone") or customer.get("landline"):
                break
            play(shop, customer, None, shop.random.choice(phrases.SHOP_SCRIPTS),
                 opening_time(shop.random.uniform(1.2, 200)))


def play(shop, customer, job, script, start):
    """One script, line by line, a few minutes apart, on the channel this customer uses."""
    random, minutes = shop.random, start
    channel = "whatsapp" if customer["onWhatsApp"] and random.random() < 0.9 else "sms"
    member = random.choice(["mia", "priya", "priya", "tom", "jon"])
    full = next(entry["name"] for entry in cast.MEMBERS if entry["key"] == member)
    slots = {"name": first_name(customer["name"]), "member": first_name(full), "when": random.choice(WHEN),
             "ticket": job["ticket"] if job else "",
             "item": (job["description"] if job else "piece").split(",")[0].lower()}
    for who, text in script:
        text = text.format(**slots)
        if who == "asked":
            who = "event:needs_human"
        elif who == "took":
            who, text = f"event:taken_over:{member}", full
        elif who == "gave":
            who = f"event:released:{member}"
        else:
            who = {"m": member, "note": f"note:{member}"}.get(who, who)
        delivered = "delivered" if channel == "whatsapp" and random.random() < 0.1 else None
        shop.ledger.add(customer, round(max(minutes, 61), 1), channel, who, text, delivered if who != "<" else None)
        minutes -= {"<": random.uniform(0.1, 0.4), "ai": random.uniform(1, 6)}.get(who, random.uniform(0.5, 4))


def add_templates_that_failed(shop):
    """Templates to numbers that turned out not to be on WhatsApp: what the code 63003 looks like."""
    absent = [customer for customer in shop.customers.values()
              if not customer["onWhatsApp"] and customer.get("phone", "").startswith("+614915712")][:6]
    for customer in absent:
        shop.ledger.add(customer, opening_time(shop.random.uniform(2, 60)), "whatsapp",
                        "template:repair_update:priya:reply", f"{first_name(customer['name'])}|piece", "failed", 63003)
    for customer in [entry for entry in shop.customers.values() if entry["onWhatsApp"]][40:44]:
        shop.ledger.send("job_ready", {"customer": customer["key"]}, "sms", "cancelled",
                         opening_time(shop.random.uniform(3, 50)),
                         ready_text({"kind": "repair", "description": "Watch, new battery"}, customer["name"]))
