// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace_settings.h"

#include "core/contacts/keywords.h"
#include "core/store/settings_repository.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace counterbell::workspace
{

using namespace Qt::StringLiterals;

namespace
{

const QString kGroup = u"workspace"_s;
constexpr int kLongestHoldSeconds = 3600;

tl::unexpected<Error> refused(const QString &parameter)
{
    return refuse(Reason::InvalidArgument, {{u"parameter"_s, parameter}});
}

bool matches(const QString &text, const QString &pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

bool isTimeOfDay(const std::optional<QString> &text)
{
    return !text || matches(*text, u"([01][0-9]|2[0-3]):[0-5][0-9]"_s);
}

/// Closed, or open from earlier to later; each weekday at most once.
bool areHours(const std::vector<OpeningHours> &hours)
{
    std::vector<int> days;
    for (const auto &day : hours) {
        const bool isComplete = day.opens.has_value() == day.closes.has_value();
        const bool isOrdered = !day.opens || !day.closes || *day.opens < *day.closes;
        if (day.weekday < 1 || day.weekday > 7 || !isComplete || !isOrdered || !isTimeOfDay(day.opens) ||
            !isTimeOfDay(day.closes) || std::find(days.begin(), days.end(), day.weekday) != days.end())
            return false;
        days.push_back(day.weekday);
    }
    return true;
}

/// A shop without opt-out words would have to be told in other ways: at least one, each short and a word.
bool areKeywords(const std::vector<QString> &words)
{
    constexpr size_t kMaximumWords = 50;
    return !words.empty() && words.size() <= kMaximumWords &&
           std::all_of(words.begin(), words.end(),
                       [](const auto &w) { return !w.trimmed().isEmpty() && w.size() <= 40; });
}

std::vector<QString> trimmedWords(std::vector<QString> words)
{
    for (auto &word : words)
        word = word.trimmed();
    return words;
}

QString called(const QString &shop)
{
    return shop.isEmpty() ? u"the shop"_s : shop;
}

QString defaultHelpText(const QString &shop)
{
    return u"%1: we message you about your repairs and orders. Reply STOP to opt out."_s.arg(called(shop));
}

QString defaultAcknowledgement(const QString &shop)
{
    return u"You will get no more messages from %1. Reply START to get them again."_s.arg(called(shop));
}

template <class T, class Check>
bool take(const std::optional<T> &value, T &target, Check isGood)
{
    if (!value)
        return true;
    if (!isGood(*value))
        return false;
    target = *value;
    return true;
}

} // namespace

Workspace readWorkspace(store::Connection &db)
{
    Workspace defaults;
    const auto keywords = contacts::defaultKeywords();
    defaults.optOutKeywords = keywords.optOut;
    defaults.optInKeywords = keywords.optIn;
    defaults.language = u"en"_s;
    defaults.region = u"AU"_s;
    defaults.timezone = u"UTC"_s;
    defaults.currency = u"AUD"_s;
    auto shop = store::settingsOf<Workspace>(db, kGroup, defaults);
    if (shop.optOutKeywords.empty())
        shop.optOutKeywords = defaults.optOutKeywords;
    if (shop.optInKeywords.empty())
        shop.optInKeywords = defaults.optInKeywords;
    if (shop.helpText.isEmpty())
        shop.helpText = defaultHelpText(shop.name);
    if (shop.optOutAcknowledgement.isEmpty())
        shop.optOutAcknowledgement = defaultAcknowledgement(shop.name);
    return shop;
}

void writeWorkspace(store::Tx &tx, Workspace workspace)
{
    if (hasWorkspace(tx)) {
        const auto before = readWorkspace(tx);
        workspace.kind = before.kind;
        // A text that nobody wrote follows the shop's name.
        if (workspace.helpText == defaultHelpText(before.name))
            workspace.helpText.clear();
        if (workspace.optOutAcknowledgement == defaultAcknowledgement(before.name))
            workspace.optOutAcknowledgement.clear();
    }
    store::writeSettings(tx, kGroup, toJson(workspace));
}

Result<> createWorkspace(store::Tx &tx, const Workspace &workspace)
{
    if (hasWorkspace(tx))
        return refuse(Reason::Conflict, {{u"problem"_s, u"workspaceExists"_s}});
    store::writeSettings(tx, kGroup, toJson(workspace));
    return {};
}

bool hasWorkspace(store::Connection &db)
{
    return !store::readSettings(db, kGroup).isEmpty();
}

Result<Workspace> changedWorkspace(Workspace shop, const SetWorkspace &request)
{
    const auto upTo = [](qsizetype maximum) { return [=](const QString &text) { return text.size() <= maximum; }; };
    const auto like = [](const QString &pattern) {
        return [=](const QString &text) { return matches(text, pattern); };
    };
    const auto anything = [](bool) { return true; };
    const auto isHold = [](int seconds) { return seconds >= 0 && seconds <= kLongestHoldSeconds; };
    const auto isZone = [](const QString &zone) { return QTimeZone::isTimeZoneIdAvailable(zone.toUtf8()); };
    const auto isName = [](const QString &name) { return !name.trimmed().isEmpty() && name.size() <= 100; };

    if (!take(request.name, shop.name, isName))
        return refused(u"name"_s);
    if (!take(request.region, shop.region, like(u"[A-Z]{2}"_s)))
        return refused(u"region"_s);
    if (!take(request.language, shop.language, like(u"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}"_s)))
        return refused(u"language"_s);
    if (!take(request.timezone, shop.timezone, isZone))
        return refused(u"timezone"_s);
    if (!take(request.noticeHoldSeconds, shop.noticeHoldSeconds, isHold))
        return refused(u"noticeHoldSeconds"_s);
    if (!take(request.hours, shop.hours, &areHours))
        return refused(u"hours"_s);
    if (!take(request.currency, shop.currency, like(u"[A-Z]{3}"_s)))
        return refused(u"currency"_s);
    if (!take(request.optOutKeywords, shop.optOutKeywords, &areKeywords))
        return refused(u"optOutKeywords"_s);
    if (!take(request.optInKeywords, shop.optInKeywords, &areKeywords))
        return refused(u"optInKeywords"_s);
    if (!take(request.helpText, shop.helpText, upTo(1600)))
        return refused(u"helpText"_s);
    if (!take(request.optOutAcknowledgement, shop.optOutAcknowledgement, upTo(1600)))
        return refused(u"optOutAcknowledgement"_s);
    take(request.optOutPerChannel, shop.optOutPerChannel, anything);
    take(request.requireRecordedOptIn, shop.requireRecordedOptIn, anything);
    shop.name = shop.name.trimmed();
    shop.optOutKeywords = trimmedWords(shop.optOutKeywords);
    shop.optInKeywords = trimmedWords(shop.optInKeywords);
    return shop;
}

} // namespace counterbell::workspace
