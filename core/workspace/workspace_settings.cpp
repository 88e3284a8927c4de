// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace_settings.h"

#include "core/contacts/keywords.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

namespace counterbell::workspace
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kLongestHoldSeconds = 24 * 3600;
constexpr qsizetype kLongestName = 200;
constexpr qsizetype kLongestText = 1600;
constexpr size_t kMostWords = 100;
constexpr size_t kMostRegions = 300;

Workspace defaults()
{
    Workspace w;
    w.region = u"AU"_s;
    w.language = u"en"_s;
    w.timezone = u"Australia/Sydney"_s;
    w.currency = u"AUD"_s;
    for (const auto &word : {u"STOP"_s, u"STOPALL"_s, u"UITSCHRIJVEN"_s, u"UNSUBSCRIBE"_s, u"CANCEL"_s, u"END"_s,
                             u"QUIT"_s, u"REVOKE"_s, u"OPTOUT"_s})
        w.optOutKeywords.push_back(word);
    for (const auto &word : {u"START"_s, u"UNSTOP"_s, u"SUBSCRIBE"_s, u"YES"_s, u"JA"_s})
        w.optInKeywords.push_back(word);
    w.optOutAcknowledgement = u"You are opted out. Reply START to re-subscribe."_s;
    w.helpText = u"Reply STOP to get no more messages from us, START to get them again."_s;
    return w;
}

bool isName(const QString &text)
{
    return !text.trimmed().isEmpty() && text.size() <= kLongestName;
}
bool isText(const QString &text)
{
    return !text.trimmed().isEmpty() && text.size() <= kLongestText;
}
bool isRegion(const QString &text)
{
    static const QRegularExpression kRegion(u"^[A-Z]{2}$"_s);
    return kRegion.match(text).hasMatch() && QLocale::codeToTerritory(text) != QLocale::AnyTerritory;
}
bool isLanguage(const QString &text)
{
    static const QRegularExpression kTag(u"^[a-z]{2,3}([_-][A-Za-z0-9]{2,8})*$"_s);
    return kTag.match(text).hasMatch();
}
bool isCurrency(const QString &text)
{
    static const QRegularExpression kCode(u"^[A-Z]{3}$"_s);
    return kCode.match(text).hasMatch();
}
bool areRegions(const std::vector<QString> &regions)
{
    return regions.size() <= kMostRegions && std::all_of(regions.begin(), regions.end(), isRegion);
}
/// Each word as it is kept, once; nothing where one of them is no keyword.
std::optional<std::vector<QString>> keptWords(const std::vector<QString> &words)
{
    if (words.size() > kMostWords)
        return std::nullopt;
    std::vector<QString> kept;
    for (const auto &word : words) {
        const auto normalised = contacts::normalisedKeyword(word);
        if (normalised.isEmpty())
            return std::nullopt;
        if (std::find(kept.begin(), kept.end(), normalised) == kept.end())
            kept.push_back(normalised);
    }
    return kept;
}
bool areHours(const std::vector<OpeningHours> &hours)
{
    static const QRegularExpression kTime(u"^([01][0-9]|2[0-3]):[0-5][0-9]$"_s);
    return hours.size() <= 50 && std::all_of(hours.begin(), hours.end(), [](const OpeningHours &h) {
               const bool isClosed = !h.opens && !h.closes;
               const bool isOpen = h.opens && h.closes && kTime.match(*h.opens).hasMatch() &&
                                   kTime.match(*h.closes).hasMatch() && *h.opens < *h.closes;
               return h.weekday >= 1 && h.weekday <= 7 && (isClosed || isOpen);
           });
}

} // namespace

Workspace readWorkspace(store::Connection &db)
{
    return store::settingsOf<Workspace>(db, u"workspace"_s, defaults());
}

void writeWorkspace(store::Tx &tx, const Workspace &workspace)
{
    store::writeSettings(tx, u"workspace"_s, toJson(workspace));
}

Result<Workspace> changed(Workspace w, const SetWorkspace &change)
{
    QString wrong;
    const auto set = [&](auto &member, const auto &value, auto isRight, const QString &argument) {
        if (!value)
            return;
        if (isRight(*value))
            member = *value;
        else if (wrong.isEmpty())
            wrong = argument;
    };
    const auto isAny = [](const auto &) { return true; };
    set(w.name, change.name, isName, u"name"_s);
    set(w.region, change.region, isRegion, u"region"_s);
    set(w.language, change.language, isLanguage, u"language"_s);
    set(
        w.timezone, change.timezone, [](const QString &id) { return QTimeZone::isTimeZoneIdAvailable(id.toLatin1()); },
        u"timezone"_s);
    set(
        w.noticeHoldSeconds, change.noticeHoldSeconds, [](int s) { return s >= 0 && s <= kLongestHoldSeconds; },
        u"noticeHoldSeconds"_s);
    set(w.hours, change.hours, areHours, u"hours"_s);
    set(w.currency, change.currency, isCurrency, u"currency"_s);
    const auto setWords = [&](auto &member, const auto &words, bool mayBeEmpty, const QString &argument) {
        if (!words)
            return;
        if (const auto kept = keptWords(*words); kept && (mayBeEmpty || !kept->empty()))
            member = *kept;
        else if (wrong.isEmpty())
            wrong = argument;
    };
    // Customers can always stop us; that they can start us again in words of their own is the shop's choice.
    setWords(w.optOutKeywords, change.optOutKeywords, false, u"optOutKeywords"_s);
    setWords(w.optInKeywords, change.optInKeywords, true, u"optInKeywords"_s);
    // One word can't do both; it would stop, whatever the other list says.
    const auto isStop = [&](const QString &word) {
        return std::find(w.optOutKeywords.begin(), w.optOutKeywords.end(), word) != w.optOutKeywords.end();
    };
    if (wrong.isEmpty() && (change.optInKeywords || change.optOutKeywords) &&
        std::any_of(w.optInKeywords.begin(), w.optInKeywords.end(), isStop))
        wrong = change.optInKeywords ? u"optInKeywords"_s : u"optOutKeywords"_s;
    set(w.helpText, change.helpText, isText, u"helpText"_s);
    set(w.optOutAcknowledgement, change.optOutAcknowledgement, isText, u"optOutAcknowledgement"_s);
    set(w.optOutPerChannel, change.optOutPerChannel, isAny, {});
    set(w.requireRecordedOptIn, change.requireRecordedOptIn, isAny, {});
    set(w.allowedRegions, change.allowedRegions, areRegions, u"allowedRegions"_s);
    set(w.quietPreview, change.quietPreview, isAny, {});
    if (!wrong.isEmpty())
        return refuse(Reason::InvalidArgument, {{u"argument"_s, wrong}});
    return w;
}

std::chrono::seconds readClockOffset(store::Connection &db)
{
    return std::chrono::seconds(store::readSettings(db, u"clock"_s).value(u"offsetSeconds"_s).toInteger());
}

void writeClockOffset(store::Tx &tx, std::chrono::seconds offset)
{
    store::writeSettings(tx, u"clock"_s, {{u"offsetSeconds"_s, qint64(offset.count())}});
}

} // namespace counterbell::workspace
