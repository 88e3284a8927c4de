// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/opt_out_wish.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::contacts
{

namespace
{

constexpr qsizetype kLongestWish = 300;

/// Each pattern sees the text in lower case, with straight apostrophes and single blanks.
const QStringList &patterns()
{
    static const QStringList list = {
        // The word with nothing but politeness around it: "Stop. Thank you", "hi, can you please stop!", "stop aub".
        uR"(^(?:(?:hi|hello|hey|hallo|hoi|ok|okay|no|nee|can|could|would|will|you|u|just|please|pls|plz|graag|aub)[\s,.!]+)*)"
        uR"((?:stop(?: it| this| all| now| nu)?|stopall|unsubscribe|opt[ -]?out|uitschrijven|afmelden|quit|cancel))"
        uR"((?:[\s,.!:;-]+(?:please|pls|plz|thanks|thank you|thankyou|thx|ty|cheers|so much|very much|now|bedankt|dank u|)"
        uR"(dank je|dankjewel|dankuwel|aub|a\.u\.b|alsjeblieft|alstublieft|graag|nu))*[^\p{L}\p{N}]*$)"_s,
        // "stop texting me", "stop sending these messages", "stop messages"
        uR"(\bstop (?:with )?(?:all |the |these |this |your |those )*)"
        uR"((?:texting|messaging|sms-?ing|whatsapping|contacting|spamming|writing(?: to)? me|texts?\b|messages?\b|sms\b|)"
        uR"(spam\b|sending (?:me|us|these|this|texts?|messages?|sms|any|all|whatsapps?)))"_s,
        // "don't text me any more", but not "don't text me before nine"
        uR"(\b(?:don't|dont|do not|quit|no longer) (?:ever )?(?:call or |call and |phone or )?)"
        uR"((?:text|message|contact|sms|whatsapp|write to|spam|texting|messaging|contacting|spamming) (?:me|us|this number)\b)"
        uR"((?! (?:back )?(?:before|until|till|on|at|today|tonight|tomorrow|after|between|unless|while|when|if)\b))"_s,
        uR"(\bnever (?:ever )?(?:text|message|contact|write to) (?:me|us|this number) (?:again|any ?more)\b)"_s,
        // "I don't want any more messages", "I don't want to be contacted", "no more texts please"
        uR"(\b(?:don't|dont|do not|no longer) (?:want|wish|like) (?:to (?:get|receive|have) )?)"
        uR"((?:any ?more |more |any |these |those |your |further |to (?:get|receive) )*(?:texts?|messages?|sms|spam)\b)"_s,
        uR"(\b(?:don't|dont|do not|no longer) (?:want|wish|like) to be (?:texted|messaged|contacted|spammed)\b)"_s,
        uR"((?:^|[.,!?] ?|please |want )no more (?:texts?|messages?|sms|spam|whatsapps?)\b)"_s,
        uR"(\b(?:don't|dont|do not) send (?:me |us )?(?:any ?more |more |any |these |further )+(?:texts?|messages?|sms|whatsapps?)\b)"_s,
        uR"(\bunsubscribe\b|\bopt (?:me|us) out\b|\b(?:want|like|wish|please|can i|do i) (?:to )?opt[ -]?out\b)"_s,
        uR"(\b(?:take|remove|delete) (?:me|us|my (?:phone )?number|this number) (?:off|from)\b|\bleave me alone\b)"_s,
        // "stop met appen", "wil je stoppen met mij berichten te sturen"
        uR"(\b(?:stop|stoppen|hou op|ophouden) (?:eens |aub )?met (?:me |mij |ons )?(?:te )?)"
        uR"((?:appen|sms'?en|texten|spammen|berichten|sms|appjes|die berichten|deze berichten|dit soort berichten)\b)"_s,
        // "geen berichten meer", but not "ik kreeg geen berichten meer"
        uR"((?<!krijg )(?<!kreeg )(?<!ontvang )(?<!ontving )(?<!heb )(?<!had ))"
        uR"(\bgeen (?:berichten|berichtjes|sms|sms'jes|appjes|reclame|spam) meer\b)"_s,
        uR"(\bwil (?:ik )?(?:graag )?(?:geen|niet langer) (?:berichten|sms|appjes|reclame|spam)\b)"_s,
        uR"(\b(?:app|bericht|sms|benader|mail|stuur) (?:me|mij|ons) (?:aub |alsjeblieft )?(?:niet meer|nooit meer|niets meer)\b)"_s,
        uR"(\b(?:niet|nooit) meer (?:appen|sms'?en|berichten|benaderen|contacteren)\b|\blaat (?:me|mij) met rust\b)"_s,
        uR"(\b(?:me|mij|ons|nummer) (?:graag |aub )?(?:uit te schrijven|uitschrijven|afmelden)\b|)"
        uR"(\b(?:schrijf|meld) (?:me|mij|ons) (?:aub |alsjeblieft )?(?:uit|af)\b|\bverwijder mijn (?:telefoon)?nummer\b)"_s,
    };
    return list;
}

const QRegularExpression &anyPattern()
{
    static const QRegularExpression pattern(patterns().join(u'|'), QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

QString plain(QStringView body)
{
    auto text = body.toString().normalized(QString::NormalizationForm_KC).toLower();
    for (QChar &c : text) {
        if (c == u'\u2019' || c == u'\u2018' || c == u'\u02BC' || c == u'`')
            c = u'\'';
    }
    return text.simplified();
}

/// STOP in capitals at either end of a text that isn't itself in capitals: "who is this? STOP".
bool shoutsStop(QStringView body)
{
    static const QRegularExpression pattern(uR"(^\W*STOP\b|\bSTOP\W*$)"_s);
    return std::any_of(body.begin(), body.end(), [](QChar c) { return c.isLower(); }) && pattern.match(body).hasMatch();
}

} // namespace

bool looksLikeOptOut(QStringView body)
{
    if (body.size() > kLongestWish)
        return false;
    return shoutsStop(body) || anyPattern().match(plain(body)).hasMatch();
}

} // namespace counterbell::contacts
