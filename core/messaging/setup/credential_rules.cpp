// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/setup/credential_rules.h"

#include <QRegularExpression>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kLongestSecret = 200;
constexpr size_t kMostSenders = 50;

tl::unexpected<Error> refused(const QString &argument, const QString &problem)
{
    return refuse(Reason::InvalidArgument, {{u"argument"_s, argument}, {u"problem"_s, problem}});
}

/// A secret goes into a header: what is pasted with a line break or a blank in it can't be one.
std::optional<QString> problemOfSecret(const QString &secret)
{
    if (secret.isEmpty())
        return u"missing"_s;
    if (secret.size() > kLongestSecret)
        return u"tooLong"_s;
    const bool isPlain = std::all_of(secret.begin(), secret.end(),
                                     [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f && c != u':'; });
    return isPlain ? std::nullopt : std::optional(u"characters"_s);
}

bool isSender(const SenderChoice &sender)
{
    static const QRegularExpression e164(u"\\A\\+[1-9][0-9]{6,14}\\z"_s);
    static const QRegularExpression name(u"\\A(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}\\z"_s);
    return e164.match(sender.number).hasMatch() ||
           (sender.channel == Channel::Sms && name.match(sender.number).hasMatch());
}

} // namespace

Result<TwilioAccount> changedAccount(TwilioAccount account, const ProviderCredentials &change)
{
    const auto sid = change.accountSid ? change.accountSid->trimmed() : account.accountSid;
    if (!isSid(sid, "AC"_L1))
        return refused(u"accountSid"_s, u"shape"_s);
    if (sid != account.accountSid) // what belonged to the other account opens nothing here
        account.authToken = account.apiKeySid = account.apiKeySecret = QString();
    account.accountSid = sid;
    if (change.authToken)
        account.authToken = change.authToken->trimmed();
    if (const auto problem = problemOfSecret(account.authToken))
        return refused(u"authToken"_s, *problem);
    const auto key = change.apiKeySid ? change.apiKeySid->trimmed() : account.apiKeySid;
    if (!key.isEmpty() && !isSid(key, "SK"_L1))
        return refused(u"apiKeySid"_s, u"shape"_s);
    if (key != account.apiKeySid)
        account.apiKeySecret = QString();
    account.apiKeySid = key;
    if (change.apiKeySecret)
        account.apiKeySecret = change.apiKeySecret->trimmed();
    if (key.isEmpty() && !account.apiKeySecret.isEmpty())
        return refused(u"apiKeySid"_s, u"missing"_s);
    if (const auto problem = problemOfSecret(account.apiKeySecret); problem && !key.isEmpty())
        return refused(u"apiKeySecret"_s, *problem);
    return account;
}

Result<Senders> changedSenders(const Senders &before, const std::vector<SenderChoice> &chosen)
{
    static const QRegularExpression country(u"\\A[A-Z]{2}\\z"_s);
    if (chosen.size() > kMostSenders)
        return refused(u"senders"_s, u"tooMany"_s);
    Senders senders;
    for (const auto &choice : chosen) {
        if (!isSender(choice))
            return refused(u"senders"_s, u"number"_s);
        if (choice.region && !country.match(*choice.region).hasMatch())
            return refused(u"senders"_s, u"region"_s);
        const auto isSame = [&](const Sender &s) { return s.channel == choice.channel && s.number == choice.number; };
        if (std::any_of(senders.items.begin(), senders.items.end(), isSame))
            return refused(u"senders"_s, u"repeated"_s);
        const auto known = std::find_if(before.items.begin(), before.items.end(), isSame);
        Sender sender = known != before.items.end() ? *known : Sender{choice.channel, choice.number, {}, {}, {}};
        sender.region = choice.region;
        senders.items.push_back(std::move(sender));
    }
    return senders;
}

} // namespace counterbell::messaging
