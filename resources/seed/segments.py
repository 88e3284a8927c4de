# SPDX-License-Identifier: Apache-2.0
"""How many SMS a text takes: GSM 03.38 with its extension table, else UCS-2 (FACTS 10)."""

BASIC = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            "¿abcdefghijklmnopqrstuvwxyzäöñüà")
EXTENDED = set("^{}[]~\\|€\f")


def segments(text):
    if all(c in BASIC or c in EXTENDED for c in text):
        costs, single, part = [2 if c in EXTENDED else 1 for c in text], 160, 153
    else:
        costs, single, part = [len(c.encode("utf-16-le")) // 2 for c in text], 70, 67
    if sum(costs) <= single:
        return 1
    count, used = 1, 0
    for cost in costs:  # a character is never split over two parts
        if used + cost > part:
            count, used = count + 1, 0
        used += cost
    return count
