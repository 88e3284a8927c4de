# SPDX-License-Identifier: Apache-2.0
"""The conversations that the screens show, line by line.

A line is (day, "HH:MM", channel, who, text[, status[, error code]]). `who` is "<" for the customer, "ai", a member's
key, "event:<kind>:<member>" (without a member it was the AI) with the event's detail, "note:<member>", or
"template:<name>:<author>:<category>" whose text is its values joined with "|".
"""

WA, SMS = "whatsapp", "sms"

DIALOGUES = {
    "ava-lindqvist": [
        (-14, "11:42", SMS, "mia", 
         "Hi Ava, thank you for choosing us for the signet ring. We start with the drawing of the crest."),
        (-14, "11:58", SMS, "<", "Can't wait to see it!"),
        (-10, "10:15", WA, "template:repair_received:system:reply", "Ava|gold bracelet|R-1042"),
        (-10, "10:22", WA, "<", "Thank you!"),
        (-6, "15:10", WA, "<", "Did the new clasp arrive?"),
        (-6, "15:12", WA, "ai", "Hi Ava! I can't see that. Shall I ask a colleague?"),
        (-6, "15:13", WA, "<", "Yes please"),
        (-6, "15:13", WA, "event:needs_human", "a question about parts"),
        (-6, "15:18", WA, "event:taken_over:mia", "Mia Tanaka"),
        (-6, "15:20", WA, "mia", "Hi Ava, Mia here. The new clasp is on."),
        (-6, "15:40", WA, "event:released:mia", ""),
        (-3, "09:40", WA, "<", "Hi, any news about the bracelet? No rush"),
        (-3, "09:40", WA, "ai", "Hi Ava! R-1042 is with the goldsmith this week. We will write when it is ready."),
        (-1, "16:02", WA, "<", "Hi! Is my grandmother’s bracelet ready? Ticket R-1042 😊"),
        (-1, "16:02", WA, "ai", "Hi Ava! R-1042, your gold bracelet, is in quality check. It is due on Friday."),
        (-1, "17:41", WA, "<", "It caught on my jumper again. Could you fit a lobster clasp instead?"),
        (-1, "17:44", WA, "<", "And roughly what would it cost? I can come in on Friday."),
        (-1, "17:44", WA, "event:needs_human", "a price question"),
        (0, "14:05", WA, "event:taken_over:mia", "Mia Tanaka"),
        (0, "14:06", WA, "mia", 
         "Hi Ava, Mia here. Yes, we can fit a lobster clasp like the one you describe. "
         "It is A$85 and still ready on Friday."),
        (0, "14:30", WA, "mia", "It comes with a one-year guarantee.", "delivered"),
        (0, "14:31", WA, "mia", "Shall I go ahead with it?", "failed", 63012),
    ],
    "oliver-brandt": [
        (0, "10:58", WA, "<", "Hi, I left my watch this morning. Ticket R-1058"),
        (0, "10:58", WA, "ai", "Hi Oliver! We have it: R-1058, watch strap, fit new buckle. It is due on Monday."),
        (0, "14:27", WA, "<", "Your colleague said it might be done today already"),
        (0, "14:29", WA, "<", "Can I pick it up before five today?"),
        (0, "14:29", WA, "event:needs_human", "an earlier pick-up time"),
    ],
    "noor-haddad": [
        (-9, "12:03", WA, "<", "مرحبًا، متى يكون السوار جاهزًا؟"),
        (-9, "12:03", WA, "ai", "أهلًا نور! التذكرة R-1040 قيد التنفيذ، وسنكتب لك عندما يصبح السوار جاهزًا."),
        (-9, "12:05", WA, "<", "شكرًا لكم 🌷"),
        (0, "14:20", WA, "<", "وصلتني رسالة نصية بالإنجليزية"),
        (0, "14:21", WA, "<", "هل السوار جاهز؟"),
        (0, "14:21", WA, "event:needs_human", "Noor wants to speak to somebody"),
    ],
    "grace-whitfield": [
        (-3, "12:40", SMS, "<", "Hello, I dropped off my wedding band. Can you really make Saturday?"),
        (-3, "12:41", SMS, "ai", "Hello Grace! R-1051 is urgent on our bench and due on Thursday at 17:00."),
        (0, "14:08", SMS, "<", "How many sizes down will it go?"),
        (0, "14:09", SMS, "ai", "Your ticket says N to L and a half. Shall we go ahead with the resize?"),
        (0, "14:10", SMS, "<", "Yes please, go ahead with the resize"),
    ],
    "daniel-achterberg": [
        (-1, "12:20", WA, "<", "I signed off the drawing for the sapphire ring"),
        (-1, "12:20", WA, "ai", "Thank you Daniel! I have told the workshop. B-0321 is due in three weeks."),
        (0, "13:57", WA, "<", "And the little chain for my mother, when will that be done?"),
        (0, "13:58", WA, "ai", "It is in quality check and due on Friday."),
    ],
    "mei-lin-zhao": [
        (-1, "10:02", WA, "<", "Hello, I brought in the jade bangle, R-1057"),
        (-1, "10:02", WA, "ai", "Hello Mei-Lin! We will look at the crack and write to you before we do anything."),
        (0, "13:38", WA, "event:taken_over:jon", "Jon Halden"),
        (0, "13:39", WA, "event:unassigned:jon", ""),
        (0, "13:40", WA, "<", "The crack runs along the inside, about 2 cm. Can jade be filled?"),
    ],
    "hannah-kowalski": [
        (0, "12:44", WA, "<", "My flight is tomorrow at 7. Will the studs be done today?"),
        (0, "12:44", WA, "event:needs_human", "an urgent date"),
        (0, "12:48", WA, "event:taken_over:priya", "Priya Nair"),
        (0, "12:51", WA, "priya", "Hi Hannah, Priya here. They are in quality check, you can have them from 17:00."),
        (0, "12:55", WA, "<", "You saved my trip, thank you!"),
    ],
    "ruth-abernathy": [
        (-12, "11:30", SMS, "note:tom", "Ruth asked us to ring her, she has no mobile."),
        (0, "11:21", SMS, "event:needs_human", "Landline: cannot get texts, please call"),
    ],
    "samuel-iyer": [
        (-8, "12:15", SMS, "<", "Dropped off the bracelet, thanks"),
        (-8, "12:15", SMS, "ai", "Thank you Samuel! We will text you when R-1044 is ready."),
        (0, "10:02", SMS, "<", "STOP"),
    ],
    "jonas-meyer": [
        (-4, "09:31", WA, "template:quote_to_approve:tom:reply", "Jonas|pocket watch|A$240"),
        (-4, "10:05", WA, "<", "That is fine, please go ahead"),
        (-1, "16:10", WA, "<", "Is Saturday realistic for the pocket watch?"),
        (-1, "16:16", WA, "event:taken_over:tom", "Tom Okafor"),
        (-1, "16:17", WA, "tom", 
         "Hi Jonas, it is running again. I would like to watch it for two more days, so Saturday at noon."),
        (-1, "16:21", WA, "<", "Thank you, see you on Saturday!"),
    ],
    "theo-papadakis": [
        (-12, "14:02", WA, "<", "Will the cufflinks be ready before the gala?"),
        (-12, "14:02", WA, "ai", "Yes Theo, R-1021 is due in two days. We will text you."),
        (-1, "12:30", WA, "template:collection_reminder:system:reminder", "Theo|silver cufflinks", "delivered"),
    ],
    "fatima-rahman": [
        (-2, "15:50", WA, "<", "Hi, how late are you open? I would bring my pearls"),
        (-2, "15:50", WA, "ai", "We are open until 17:30 today"),
    ],
    "yusuf-demir": [
        (-1, "10:40", WA, "<", "Can I change the pick-up to Saturday?"),
        (-1, "10:52", WA, "event:taken_over:priya", "Priya Nair"),
        (-1, "10:53", WA, "priya", "Of course Yusuf. I will write to you tomorrow when the links are soldered."),
        (0, "09:55", SMS, "priya", 
         "Hi Yusuf, both links are soldered. The chain is cooling and will be polished tomorrow."),
    ],
    "chloe-martin": [
        (-2, "08:58", WA, "<", "Is rose gold okay with my skin?"),
        (-2, "09:20", WA, "event:taken_over:mia", "Mia Tanaka"),
        (-2, "09:21", WA, "mia", "Hi Chloe! Ours is 18 ct and free of nickel, so yes."),
        (0, "09:10", WA, "mia", "Good morning Chloe, the pendant is polished and looks lovely.", "failed", 63016),
    ],
    "marco-bianchi": [
        (-5, "11:10", WA, "<", "Can we engrave the date inside both bands?"),
        (-5, "11:25", WA, "event:taken_over:mia", "Mia Tanaka"),
        (-5, "11:26", WA, "mia", "With pleasure, Marco. Up to fifteen letters each, at no extra cost."),
        (-5, "11:30", WA, "<", "Then the date and our initials. Grazie!"),
    ],
    "isla-robertson": [
        (-3, "11:02", WA, "<", "I would rather not have the ring resized after all, please cancel R-1052"),
        (-3, "11:02", WA, "event:needs_human", "a cancellation"),
        (-3, "11:08", WA, "event:taken_over:priya", "Priya Nair"),
        (-3, "11:09", WA, "priya", "No problem Isla, I have cancelled it. The ring is here for you."),
        (-3, "11:30", WA, "event:released:priya", ""),
        (0, "08:47", WA, "<", "I picked up the ring and there is a scratch on it that was not there before"),
        (0, "08:47", WA, "event:needs_human", "a complaint"),
    ],
    "callum-fraser": [
        (-30, "15:02", WA, "<", "Thanks for the quick battery change"),
        (-30, "15:02", WA, "ai", "You are welcome, Callum!"),
        (-9, "14:03", WA, "<", "Stop"),
        (-9, "14:03", WA, "template-free:acknowledgement",
         "You will get no more messages from Halden & Rowe. Reply START if you change your mind."),
    ],
    "sofia-marin": [
        (-1, "13:15", WA, "<", "Hola! Do you make name necklaces?"),
        (-1, "13:15", WA, "ai", "Hello Sofia! Yes, in silver and in gold. They take about three weeks."),
        (0, "09:30", WA, "<", "Lovely, I will come by with my sister"),
        (0, "09:30", WA, "ai", "We look forward to meeting you both!"),
    ],
}
