# SPDX-License-Identifier: Apache-2.0
"""What people write in the seeded shop: scripts of short conversations, and the names they are dealt to.

A script is a list of lines `(who, text)`. `who` is "<" for the customer, "ai", "m" for the team member in charge,
"note" for an internal note by that member, "asked" / "took" / "gave" for the events around a hand-over.
Slots: {name} first name, {item} the piece, {ticket}, {member} first name of the member, {when} a day.
A free-form WhatsApp reply needs an open window, so every script begins with the customer.
"""

FIRST_NAMES = """Abigail Adam Aisha Alana Albert Alice Amelia Amir Anita Anton Archie Aria Arjun Astrid Audrey Bella Ben
Bianca Bridget Caleb Camille Carlos Caroline Cassie Cecilia Charlie Clara Connor Cora Cyrus Daisy Dana Darcy Deepa
Dimitri Dominic Edith Eleni Elias Eliza Emmett Erin Esther Ethan Farah Felix Fern Finn Flora Francesca Freya Gemma
George Giulia Hamish Harriet Harvey Hazel Heidi Henry Hugo Imogen Indira Iris Isaac Ivy Jack Jasmine Jerome Joanna
Joel Josie Julian Keira Kiran Lachlan Lara Leila Leo Liam Lucinda Luka Maeve Malik Margot Marta Mason Matilda Maya
Miles Mira Mohammed Nate Neha Nicole Nina Noah Odette Omar Orla Oscar Paige Patrick Penny Petra Phoebe Quinn Rachel
Rafael Ravi Reuben Rhys Rosa Rowan Ruby Sasha Sean Selma Simone Stella Sunita Tara Tess Toby Uma Vera Victor Vivian
Walter Willa Xavier Yasmin Zara Zoe""".split()

LAST_NAMES = """Abbott Ahmed Anderson Armstrong Bailey Banerjee Barnes Bennett Blake Boyd Brooks Burke Cameron Campbell
Castellano Chan Clarke Cohen Cooper Costa Dawson Delgado Doyle Dunn Ellis Evans Farrell Ferrari Fletcher Foster Gallo
Garcia Gibson Grant Gupta Hall Harper Hassan Hayes Hoffman Hughes Hussein Irwin Jackson James Jansen Jensen Johnston
Kapoor Kaya Kelly Kennedy Khan Kim Knight Kovac Lam Larsen Lee Lewis Lim Lopez Macdonald Mancini Marsh Mason McKenna
Mehta Miller Moreau Morgan Murphy Nakamura Nelson Novak O'Brien Okoye Owens Palmer Park Patel Pereira Perry Pham Quinn
Reid Reyes Rossi Russo Ryan Sato Schmidt Shah Sharma Silva Simpson Singh Stone Sullivan Tan Taylor Thomson Tran Turner
Vella Walsh Wang Watson Weber White Wilson Wong Wright Yilmaz Young Zhang""".split()

REPAIRS = """\
Gold ring, resize|Silver necklace, new clasp|Diamond ring, retip claws|Watch, new battery
Watch, service and polish
Watch strap, replace|Pearl strand, restring|Locket, repair hinge|Brooch, replace pin|Bracelet, solder link
Earrings, replace posts|Wedding band, polish|Signet ring, re-engrave|Cufflinks, polish|Bangle, remove dent
Chain, untangle and clean|Pocket watch, new crystal|Engagement ring, check settings|Ring, rhodium replate
Anklet, shorten by 2 cm|Mantel clock, regulate|Opal pendant, reset stone|Charm bracelet, attach charm
Hoop earrings, straighten|Cocktail ring, replace stone|Tie pin, repair catch|Christening bracelet, engrave
Watch, replace crown|Silver teaspoons, remove dents|Rosary, repair links""".replace("\n", "|").split("|")

BESPOKE = """Wedding bands, pair|Engagement ring, round diamond|Signet ring with initials|Eternity ring, remake
Necklace from heirloom gold|Pendant, birthstone trio|Earrings, sapphire studs|Ring, remodel from brooch
Cufflinks with engraving|Bangle, hand-forged silver|Dress ring, parti sapphire
Locket, hand-engraved""".replace("\n", "|").split("|")

TASKS = """\
Order new ring boxes|Call the refiner about scrap gold|Photograph the window display|Count the diamond parcel
Renew the alarm contract|Send the valuation to the insurer|Clean the ultrasonic bath
Ask for a quote for the steam cleaner
Label the consignment tray|Post the returned catalogue""".replace("\n", "|").split("|")

STATUS_SCRIPTS = [
    [("<", "Hi, is my {item} ready yet?"),
     ("ai", "Hi {name}! {ticket}, your {item}, is in progress. It is due on {when}."),
     ("<", "Great, thanks!")],
    [("<", "Hello, just checking on {ticket}"),
     ("ai", "Hello {name}! Your {item} is with our goldsmith and on schedule for {when}."),
     ("<", "No rush at all. Will you text me?"),
     ("ai", "Yes, we will text you as soon as it is ready."),
     ("<", "Perfect 👍")],
    [("<", "Any news about my {item}?"),
     ("ai", "Hi {name}! It is in quality check at the moment and due on {when}."),
     ("<", "Lovely. What time do you close?"),
     ("ai", "We are open until 17:30 on weekdays and until 13:00 on Saturday."),
     ("<", "See you then")],
    [("<", "Morning! Is the {item} done?"),
     ("ai", "Good morning {name}! Not yet: {ticket} is in progress and due on {when}."),
     ("<", "I need it for a wedding on the weekend, could it be sooner?"),
     ("asked", "an earlier date"),
     ("took", ""),
     ("m", "Hi {name}, {member} here. I have moved it up, you can have it on {when}."),
     ("<", "You are wonderful, thank you!"),
     ("note", "Wedding at the weekend: promised for {when}.")],
    [("<", "Hi there, do you know when {ticket} will be finished?"),
     ("ai", "Hi {name}! It is due on {when}. We will text you when it is ready."),
     ("<", "Thanks. Can my husband collect it?"),
     ("ai", "Of course. He only needs the ticket number, {ticket}."),
     ("<", "Great")],
]

PRICE_SCRIPTS = [
    [("<", "How much will the {item} be in the end?"),
     ("asked", "a price question"),
     ("took", ""),
     ("m", "Hi {name}, {member} here. It stays at the A$120 we agreed at the counter."),
     ("<", "Good, thank you"),
     ("m", "You are welcome. It will be ready on {when}."),
     ("gave", "")],
    [("<", "While you have it, could you also give it a polish? What would that cost?"),
     ("asked", "a price question"),
     ("took", ""),
     ("m", "Hi {name}, a full polish is A$35. Shall we add it to {ticket}?"),
     ("<", "Yes please"),
     ("m", "Done, it is on your ticket."),
     ("note", "Polish added, A$35, agreed by message."),
     ("<", "Thanks {member}!")],
    [("<", "Do you give a discount if I bring a second piece?"),
     ("asked", "a price question"),
     ("took", ""),
     ("m", "Hi {name}! Ten percent on the second piece when both come in together."),
     ("<", "I will bring my watch too then"),
     ("m", "See you soon. No appointment needed."),
     ("gave", "")],
]

SHOP_SCRIPTS = [
    [("<", "Are you open on Saturday?"),
     ("ai", "Yes, on Saturday we are open from 9:00 until 13:00."),
     ("<", "And Sunday?"),
     ("ai", "On Sunday we are closed."),
     ("<", "Ok thanks")],
    [("<", "Where can I park near the shop?"),
     ("ai", "The car park in Pitt Lane is two minutes away, and there are loading bays in front of the shop."),
     ("<", "👍")],
    [("<", "Do you buy old gold?"),
     ("asked", "selling gold"),
     ("took", ""),
     ("m", "Hi {name}, yes we do. Bring it in with a photo ID and we weigh and test it while you wait."),
     ("<", "How long does that take?"),
     ("m", "About ten minutes."),
     ("<", "Good, I will come by on {when}")],
    [("<", "Can you change a watch battery while I wait?"),
     ("ai", "Yes, most batteries take ten minutes. Just come in, no appointment needed."),
     ("<", "Brilliant")],
    [("<", "Do you do valuations for insurance?"),
     ("ai", "We do. A written valuation takes about a week. Shall I ask a colleague to call you?"),
     ("<", "Yes, after 3 please"),
     ("asked", "a call about a valuation"),
     ("took", ""),
     ("m", "Hi {name}, {member} here. I will call you at a quarter past three."),
     ("note", "Valuation of two rings, wants it before the policy renews."),
     ("<", "Thank you")],
]

PICKUP_SCRIPTS = [
    [("<", "Thank you, I will pick it up on {when}"),
     ("ai", "Wonderful, see you on {when}!")],
    [("<", "Got the message. Is it okay if I come next week?"),
     ("ai", "Of course, we keep it safe for you. We are open Monday to Saturday."),
     ("<", "Thanks")],
    [("<", "Can you hold on to it until {when}?"),
     ("took", ""),
     ("m", "No problem {name}, it is in the safe with your name on it."),
     ("<", "Thanks so much"),
     ("gave", "")],
    [("<", "On my way, 10 minutes"),
     ("ai", "See you in a moment, {name}!")],
    [("<", "Picked it up today. It looks like new 😍"),
     ("took", ""),
     ("m", "So happy you like it, {name}. Enjoy wearing it!"),
     ("<", "I will tell everybody about you"),
     ("gave", "")],
]

COMPLAINT_SCRIPTS = [
    [("<", "The clasp opened again after two days, I nearly lost it"),
     ("asked", "a complaint"),
     ("took", ""),
     ("m", "I am so sorry, {name}. Please bring it in, we fix it at once and at no charge."),
     ("<", "I can come on {when}"),
     ("m", "Thank you. Ask for {member}, I will be there."),
     ("note", "Rework free of charge, clasp under guarantee."),
     ("<", "Ok")],
    [("<", "It is still a little tight, could you stretch it half a size?"),
     ("asked", "a change to finished work"),
     ("took", ""),
     ("m", "Of course {name}, that is part of the service. It takes an hour."),
     ("<", "Great, I will drop it off on {when}"),
     ("gave", "")],
]
