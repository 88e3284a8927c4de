// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/setup/credential_rules.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;

namespace
{

const auto kAccount = u"AC0123456789abcdef0123456789abcdef"_s;
const auto kOther = u"ACffffffffffffffffffffffffffffffff"_s;
const auto kKey = u"SK0123456789abcdef0123456789abcdef"_s;

/// "argument problem", or what came of it: "sid token key secret".
QString told(const Result<TwilioAccount> &account)
{
    if (!account)
        return account.error().details.value(u"argument"_s).toString() + u' ' +
               account.error().details.value(u"problem"_s).toString();
    return QStringList{account->accountSid, account->authToken, account->apiKeySid, account->apiKeySecret}.join(u' ');
}

} // namespace

class CredentialRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesWhatIsPresent_CB01_OC01_data()
    {
        using Change = ProviderCredentials;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Change &change, const QString &expected) {
            QTest::newRow(name) << change << expected;
        };
        const auto kept = kAccount + u" token SK0123456789abcdef0123456789abcdef secret"_s;
        row("nothing", {}, kept);
        row("another token", {.authToken = u" new\n"_s}, kAccount + u" new "_s + kKey + u" secret"_s);
        row("no key any more", {.apiKeySid = u""_s}, kAccount + u" token  "_s);
        row("the same key, another secret", {.apiKeySid = kKey, .apiKeySecret = u"s2"_s},
            kAccount + u" token "_s + kKey + u" s2"_s);
        row("another key without its secret", {.apiKeySid = u"SKffffffffffffffffffffffffffffffff"_s},
            u"apiKeySecret missing"_s);
        row("another account with its token", {.accountSid = kOther, .authToken = u"t2"_s}, kOther + u" t2  "_s);
        row("another account without its token", {.accountSid = kOther}, u"authToken missing"_s);
        row("no account", {.accountSid = u"hello"_s}, u"accountSid shape"_s);
        row("a key for an account", {.accountSid = kKey}, u"accountSid shape"_s);
        row("an account for a key", {.apiKeySid = kAccount, .apiKeySecret = u"s"_s}, u"apiKeySid shape"_s);
        row("a token with a blank in it", {.authToken = u"a b"_s}, u"authToken characters"_s);
        row("an empty token", {.authToken = u" "_s}, u"authToken missing"_s);
        row("a token without end", {.authToken = QString(201, u'a')}, u"authToken tooLong"_s);
        row("a secret without its key", {.apiKeySid = u""_s, .apiKeySecret = u"s"_s}, u"apiKeySid missing"_s);
    }
    void changesWhatIsPresent_CB01_OC01()
    {
        QFETCH(ProviderCredentials, change);
        QTEST(told(changedAccount({kAccount, kKey, u"secret"_s, u"token"_s}, change)), "expected");
    }

    void takesSendersThatCanBe_data()
    {
        QTest::addColumn<SetSenders>("chosen");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, std::vector<SenderChoice> senders, const QString &problem) {
            QTest::newRow(name) << SetSenders{std::move(senders)} << problem;
        };
        row("none", {}, {});
        row("a number on each channel",
            {{Channel::Sms, u"+61412345678"_s, u"AU"_s}, {Channel::Whatsapp, u"+61412345678"_s, {}}}, {});
        row("a name on SMS", {{Channel::Sms, u"HALDENROWE"_s, {}}}, {});
        row("a name on WhatsApp", {{Channel::Whatsapp, u"HALDENROWE"_s, {}}}, u"number"_s);
        row("digits without a plus", {{Channel::Sms, u"61412345678"_s, {}}}, u"number"_s);
        row("a name too long", {{Channel::Sms, u"HALDENANDROWE"_s, {}}}, u"number"_s);
        row("a prefix", {{Channel::Whatsapp, u"whatsapp:+61412345678"_s, {}}}, u"number"_s);
        row("a region that is none", {{Channel::Sms, u"+61412345678"_s, u"Oz"_s}}, u"region"_s);
        row("twice", {{Channel::Sms, u"+61412345678"_s, {}}, {Channel::Sms, u"+61412345678"_s, u"AU"_s}},
            u"repeated"_s);
        row("too many", std::vector<SenderChoice>(51, {Channel::Sms, u"+61412345678"_s, {}}), u"tooMany"_s);
    }
    void takesSendersThatCanBe()
    {
        QFETCH(SetSenders, chosen);
        QFETCH(QString, problem);
        const auto senders = changedSenders({}, chosen.senders);
        QCOMPARE(senders ? QString() : senders.error().details.value(u"problem"_s).toString(), problem);
        if (senders)
            QCOMPARE(senders->items.size(), chosen.senders.size());
    }

    void keepsWhatIsKnownOfASenderThatStays()
    {
        const Sender known{Channel::Sms, u"+61412345678"_s, u"AU"_s, true, fromMillis(5)};
        const auto senders =
            changedSenders({{known}}, {{Channel::Whatsapp, known.number, {}}, {Channel::Sms, known.number, u"NZ"_s}});
        QVERIFY(!senders->items.at(0).down);
        QCOMPARE(senders->items.at(1).down, known.down);
        QCOMPARE(senders->items.at(1).pausedUntil, known.pausedUntil);
        QCOMPARE(senders->items.at(1).region, u"NZ"_s);
    }
};

QTEST_GUILESS_MAIN(CredentialRulesTest)
#include "tst_credential_rules.moc"
