# SPDX-License-Identifier: Apache-2.0
"""The people, jobs and conversations with a name of their own: those that the screens show.

Times are written as (day, "HH:MM") of a nominal Thursday, 14:33; day -1 is the day before.
"""

NOMINAL_NOW = 14 * 60 + 33

MEMBERS = [
    {"key": "jon", "login": "owner", "pin": "1111", "name": "Jon Halden", "role": "owner", "phone": "+61491570156"},
    {"key": "mia", "login": "manager", "pin": "2222", "name": "Mia Tanaka", "role": "manager", "phone": "+61491570157"},
    {"key": "priya", "login": "agent", "pin": "3333", "name": "Priya Nair", "role": "agent", "phone": "+61491570158"},
    {"key": "tom", "login": "staff", "pin": "4444", "name": "Tom Okafor", "role": "staff", "phone": "+61491570159",
     "optedOut": True},
    {"key": "lucy", "name": "Lucy Shaw", "role": "staff"},
]

ACCOUNT = {"accountSid": "AC2f7b9c2b0f1d2e3a4b5c6d7e8f9a0b1c", "authToken": "5ea1ab1e5ea1ab1e5ea1ab1e5ea1ab1e",
           "whatsappSender": "+61491570006", "smsSender": "+61491570110", "friendlyName": "Halden & Rowe"}

WORKSPACE = {
    "name": "Halden & Rowe", "region": "AU", "language": "en", "timezone": "Australia/Sydney", "currency": "AUD",
    "hours": {**{day: [["09:00", "17:30"]] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")},
              "saturday": [["09:00", "13:00"]], "sunday": []},
    "address": "12 Pitt Lane, Sydney",
    "facts": ["Repairs are usually ready within a week, bespoke pieces within six.",
              "Watch batteries are changed while you wait.",
              "Repairs have a one-year guarantee.",
              "Old gold is bought against photo ID.",
              "The car park in Pitt Lane is two minutes away."],
}

TEMPLATES = [
    ("task_assignment", "en", "utility", "approved", None,
     "🔔 New {{1}} assigned: {{2}} for {{3}}, due {{4}}. See Counterbell.",
     ["repair", "Gold bracelet, clasp repair", "Ava Lindqvist", "Friday"]),
    ("job_ready", "en", "utility", "approved", None,
     "Hi {{1}}! Great news - your {{2}} is ready for pickup at Halden & Rowe! {{3}}. See you soon!",
     ["Ava", "repair", "Gold bracelet, clasp repair"]),
    ("repair_ready_for_pickup", "en", "utility", "approved", None,
     "Hi {{1}}! Great news, your {{2}} is ready at Halden & Rowe. Pick it up any day until {{3}}. See you soon!",
     ["Ava", "gold bracelet", "Saturday 13:00"]),
    ("repair_update", "en", "utility", "approved", None,
     "Hi {{1}}, an update on your {{2}}: it is with our goldsmith and on schedule. We will write when it is ready.",
     ["Ava", "gold bracelet"]),
    ("collection_reminder", "en", "utility", "approved", None,
     "Hi {{1}}, your {{2}} is ready and waiting for you at Halden & Rowe. We are open Monday to Saturday.",
     ["Theo", "silver cufflinks"]),
    ("quote_to_approve", "en", "utility", "approved", None,
     "Hi {{1}}, the quote for your {{2}} is {{3}}. Write back and we start at once.",
     ["Jonas", "pocket watch", "A$240"]),
    ("repair_received", "en", "utility", "approved", None,
     "Hi {{1}}, your {{2}} ({{3}}) has arrived in our workshop. We will write when it is ready.",
     ["Ava", "gold bracelet", "R-1042"]),
    ("opening_hours", "en", "utility", "approved", None,
     "Halden & Rowe is open Monday to Friday from 9:00 until 17:30 and on Saturday until 13:00.", []),
    ("repair_update_arabic", "ar", "utility", "approved", None,
     "مرحبًا {{1}}، قطعتك {{2}} لدى الصائغ وفي موعدها. سنكتب لك عندما تصبح جاهزة.", ["نور", "السوار"]),
    ("valuation_certificate", "en", "utility", "pending", None,
     "Hi {{1}}, the valuation certificate for your {{2}} is ready for collection.", ["Mei-Lin", "jade bangle"]),
    ("deposit_reminder", "en", "utility", "rejected", "The sample text doesn't match the category.",
     "Hi {{1}}, a deposit of {{2}} is due before we order your stone.", ["Daniel", "A$400"]),
    ("workshop_delay", "en", "utility", "paused", None,
     "Hi {{1}}, your {{2}} needs a few more days. We are sorry and will write when it is ready.",
     ["Yusuf", "gold chain"]),
    ("spring_preview", "en", "marketing", "approved", None,
     "Hi {{1}}, our spring pieces are in the window. Come by for a first look and a glass of something cold.", ["Ava"]),
    ("christmas_hours", "en", "marketing", "paused", None,
     "Hi {{1}}, we open late on the four Thursdays before Christmas. Engraving is free until the end of the month.",
     ["Ava"]),
    ("review_request", "en", "marketing", "rejected", "Sample text is missing.",
     "Hi {{1}}, we repaired your {{2}}. How did we do? Tell us in one tap.", ["Ava", "ring"]),
]

# key, name, number, onWhatsApp, extras
PEOPLE = [
    ("ava-lindqvist", "Ava Lindqvist", "+61491570231", True, {
        "tags": ["Nickel allergy", "Heirloom", "Fridays"],
        "notes": "Prefers a call before 10. Allergic to nickel: no plated findings.", "language": "en", "days": 1720}),
    ("oliver-brandt", "Oliver Brandt", "+61491570232", True, {"days": 12}),
    ("noor-haddad", "Noor Haddad", "+61491570233", True, {"language": "ar", "tags": ["Arabic"], "days": 210}),
    ("grace-whitfield", "Grace Whitfield", "+61491570234", False, {"days": 600, "tags": ["Wedding"]}),
    ("daniel-achterberg", "Daniel Achterberg", "+61491570235", True, {"days": 40, "tags": ["Engagement"]}),
    ("mei-lin-zhao", "Mei-Lin Zhao", "+61491570236", True, {"days": 30}),
    ("hannah-kowalski", "Hannah Kowalski", "+61491570237", True, {"days": 420}),
    ("ruth-abernathy", "Ruth Abernathy", "+61255501234", False, {
        "landline": True, "notes": "No mobile. Best reached at home in the mornings.", "days": 900,
        "tags": ["Call"]}),
    ("samuel-iyer", "Samuel Iyer", "+61491570239", False, {"smsOptedOut": True, "days": 330}),
    ("jonas-meyer", "Jonas Meyer", "+61491570240", True, {"days": 75}),
    ("theo-papadakis", "Theo Papadakis", "+61491570241", True, {"days": 150}),
    ("fatima-rahman", "Fatima Rahman", "+61491570242", True, {"days": 380}),
    ("lena-fischer", "Lena Fischer", "+61491570243", True, {"days": 5}),
    ("yusuf-demir", "Yusuf Demir", "+61491570244", True, {"days": 160}),
    ("chloe-martin", "Chloe Martin", "+61491570245", True, {"days": 90}),
    ("marco-bianchi", "Marco Bianchi", "+61491570246", True, {"days": 120, "tags": ["Wedding"]}),
    ("kai-nguyen", "Kai Nguyen", "+61491570247", True, {"days": 25}),
    ("amara-osei", "Amara Osei", "+61491570248", True, {"days": 260}),
    ("emily-carter", "Emily Carter", "+61491570249", True, {"days": 500}),
    ("pedro-alves", "Pedro Alves", "+61491570250", True, {"days": 45}),
    ("ingrid-olsen", "Ingrid Olsen", "+61491570251", True, {"days": 240}),
    ("nadia-karim", "Nadia Karim", "+61491570252", True, {"days": 310}),
    ("wendy-park", "Wendy Park", None, False, {"notes": "Prefers no messages, comes by on Fridays.", "days": 15}),
    ("isla-robertson", "Isla Robertson", "+61491570254", True, {"days": 200}),
    ("callum-fraser", "Callum Fraser", "+61491570255", True, {"days": 140}),
    ("sofia-marin", "Sofia Marin", None, True, {"bsuid": "AU.1000000000000417", "days": 20}),
]

# ticket, status, customer, description, assignee, created (days ago), due (day, time), ready, extras
JOBS = [
    ("R-1058", "received", "oliver-brandt", "Watch strap, fit new buckle", None, 0.15, (4, "17:00"), None, {}),
    ("R-1057", "received", "mei-lin-zhao", "Jade bangle, hairline crack: assess only", "priya", 1.2,
     (5, "17:00"), None, {}),
    ("B-0321", "received", "daniel-achterberg", "Engagement ring, oval sapphire, 18 ct yellow gold", "tom", 1.1,
     (22, "17:00"), None, {}),
    ("R-1056", "received", "fatima-rahman", "Pearl strand, restring with knots", "priya", 2.1, (7, "17:00"), None, {}),
    ("R-1055", "received", "lena-fischer", "Brooch, replace pin", None, 2.2, (8, "17:00"), None, {}),
    ("R-1051", "in_progress", "grace-whitfield", "Wedding band, resize N to L½", "tom", 3.1, (0, "17:00"), None,
     {"urgent": "Wedding on Saturday"}),
    ("B-0317", "in_progress", "ava-lindqvist", "Signet ring with family crest", "mia", 14.1, (14, "17:00"), None, {}),
    ("R-1049", "in_progress", "jonas-meyer", "Pocket watch, full service", "tom", 5.1, (6, "17:00"), None, {}),
    ("R-1047", "in_progress", "yusuf-demir", "Gold chain, solder two links", "priya", 6.2, (2, "13:00"), None, {}),
    ("R-1046", "quality_check", "hannah-kowalski", "Diamond studs, tighten claws", "priya", 6.9, (0, "17:30"), None,
     {"urgent": "Flying out tomorrow"}),
    ("R-1044", "quality_check", "samuel-iyer", "Bracelet, replace safety chain", "mia", 8.1, (1, "17:00"), None,
     {"back": (0, "14:12")}),
    ("B-0309", "quality_check", "chloe-martin", "Necklace, rose gold pendant", "tom", 30.1, (2, "13:00"), None, {}),
    ("R-1042", "quality_check", "ava-lindqvist", "Gold bracelet, clasp repair", "mia", 9.9, (1, "17:00"), None, {}),
    ("R-1021", "ready", "theo-papadakis", "Silver cufflinks, polish", "priya", 23.1, (-10, "17:00"), (-9, "11:05"), {}),
    ("R-1039", "ready", "ruth-abernathy", "Mantel clock, new mainspring", "tom", 12.1, (0, "17:00"), (0, "11:20"), {}),
    ("R-1040", "ready", "noor-haddad", "Bangle, reshape and polish", "priya", 11.1, (0, "17:00"), (0, "09:12"), {}),
    ("B-0305", "ready", "marco-bianchi", "Wedding bands, pair", "mia", 41.1, (1, "17:00"), (0, "13:22"), {}),
    ("R-1028", "ready", "kai-nguyen", "Watch, new crystal", "priya", 19.1, (-3, "17:00"), (-3, "15:40"), {}),
    ("R-1025", "ready", "amara-osei", "Ring, replate", "tom", 21.2, (-5, "13:00"), (-5, "10:05"), {}),
    ("R-1036", "collected", "emily-carter", "Locket, repair hinge", "mia", 14.2, (0, "12:00"), (-1, "15:30"),
     {"collected": (0, "13:48")}),
    ("R-1033", "collected", "pedro-alves", "Watch, battery and seal", "tom", 16.1, (-1, "17:00"), (-1, "14:18"),
     {"collected": (0, "12:20")}),
    ("B-0298", "collected", "ingrid-olsen", "Eternity ring, remake", "priya", 58.1, (-1, "17:00"), (-1, "11:47"),
     {"collected": (0, "11:05")}),
    ("R-1030", "collected", "nadia-karim", "Earrings, replace posts", "mia", 18.1, (-2, "17:00"), (-2, "16:10"),
     {"collected": (0, "10:31")}),
    ("R-1054", "collected", "wendy-park", "Watch, new battery", "tom", 2.9, (-1, "17:00"), (-1, "13:02"),
     {"collected": (-1, "16:45")}),
    ("R-1053", "collected", "lena-fischer", "Earring hooks, replace", "priya", 3.0, (-1, "17:00"), (-1, "17:20"),
     {"collected": (-1, "17:28")}),
    ("R-1052", "cancelled", "isla-robertson", "Silver ring, resize", "priya", 3.05, (3, "17:00"), None, {}),
]

# customer: handling, status, assignee, needsReply, unread, snoozed minutes, reason
CONVERSATIONS = {
    "ava-lindqvist": ("human", "open", "mia", False, 0, None, None),
    "oliver-brandt": ("needs_human", "open", None, True, 2, None, "Asks for an earlier pick-up time"),
    "noor-haddad": ("needs_human", "open", None, True, 1, None, "Wants to speak to a person"),
    "grace-whitfield": ("ai", "open", None, False, 0, None, None),
    "daniel-achterberg": ("ai", "open", None, False, 0, None, None),
    "mei-lin-zhao": ("human", "open", None, True, 1, None, None),
    "hannah-kowalski": ("human", "open", "priya", False, 0, None, None),
    "ruth-abernathy": ("needs_human", "open", None, False, 0, None, "Landline: cannot get texts, please call"),
    "samuel-iyer": ("ai", "open", None, False, 0, None, None),
    "jonas-meyer": ("human", "open", "tom", False, 0, None, None),
    "theo-papadakis": ("ai", "open", None, False, 0, None, None),
    "fatima-rahman": ("ai", "open", None, False, 0, None, None),
    "isla-robertson": ("needs_human", "open", None, True, 1, None, "A complaint"),
    "chloe-martin": ("human", "open", "mia", False, 0, None, None),
    "callum-fraser": ("human", "closed", "priya", False, 0, None, None),
    "sofia-marin": ("ai", "open", None, False, 0, None, None),
    "yusuf-demir": ("human", "snoozed", "priya", False, 0, 1110, None),
    "marco-bianchi": ("human", "open", "mia", False, 0, None, None),
}
OPEN_BESIDES = [("human", "mia")] * 3 + [("human", "priya")] * 3 + [("human", "jon")] * 2 + [("human", "tom")] * 2 \
    + [("human", None)] + [("ai", None)] * 5
