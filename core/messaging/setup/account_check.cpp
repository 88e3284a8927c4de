// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/setup/account_check.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kAuthenticate = 20003; // FACTS 1.7: SID, token or key is wrong

std::optional<int> codeOf(const Error &error)
{
    const auto code = error.details.value(u"code"_s).toInt();
    return code > 0 ? std::optional(code) : std::nullopt;
}

QCoro::Task<QString> problemOfNumber(ProviderSetup *setup, QString number)
{
    const auto known = co_await setup->incomingNumber(number);
    if (!known)
        co_return providerProblem(known.error());
    if (!*known)
        co_return u"notAtAccount"_s;
    co_return (*known)->sms ? QString() : u"noSms"_s;
}

QCoro::Task<QString> problemOfWhatsapp(ProviderSetup *setup, QString number)
{
    const auto known = co_await setup->whatsappSender(number);
    if (!known)
        co_return providerProblem(known.error());
    if (!*known)
        co_return u"notAtAccount"_s;
    co_return (*known)->status.startsWith("ONLINE"_L1) ? QString() : u"offline"_s;
}

QCoro::Task<SenderTest> checkSender(ProviderSetup *setup, Sender sender)
{
    // Not in one expression: GCC 12 destroys the arguments of both sides of a conditional that awaits.
    QString problem;
    if (sender.channel == Channel::Whatsapp)
        problem = co_await problemOfWhatsapp(setup, sender.number);
    else if (sender.number.startsWith(u'+')) // a name is no number of the account's, and can't be looked up
        problem = co_await problemOfNumber(setup, sender.number);
    SenderTest test;
    test.channel = sender.channel;
    test.number = sender.number;
    test.ok = problem.isEmpty();
    if (!problem.isEmpty())
        test.problem = problem;
    co_return test;
}

} // namespace

QString providerProblem(const Error &error)
{
    switch (error.reason) {
    case Reason::NotPermitted: {
        const bool isRefused = codeOf(error) == kAuthenticate || error.details.value(u"httpStatus"_s).toInt() == 401;
        return isRefused ? u"credentialsRefused"_s : u"notPermitted"_s;
    }
    case Reason::NotFound:
        return u"notFound"_s;
    default:
        return error.details.value(u"problem"_s).toString(QString(wireName(error.reason)));
    }
}

QCoro::Task<ProviderTest> checkAccount(std::shared_ptr<ProviderSetup> setup, Senders senders, Timestamp now)
{
    ProviderTest test;
    test.at = now;
    const auto account = co_await setup->verifyCredentials();
    if (!account) {
        test.problem = providerProblem(account.error());
        test.code = codeOf(account.error());
        co_return test;
    }
    test.accountName = account->friendlyName;
    test.accountType = account->type;
    if (account->status == u"suspended"_s)
        test.problem = u"accountSuspended"_s;
    else if (account->status == u"closed"_s)
        test.problem = u"accountClosed"_s;
    test.ok = !test.problem;
    for (const auto &sender : senders.items) {
        auto checked = co_await checkSender(setup.get(), sender);
        test.senders.push_back(std::move(checked));
    }
    co_return test;
}

} // namespace counterbell::messaging
