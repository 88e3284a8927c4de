// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandbox_server.h"
#include "app/sandbox/seed_shop.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell::sandbox;
using namespace Qt::StringLiterals;

class SeedShopTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<SandboxServer>(SandboxServer::Options{.dataDir = m_folder.path()});
        const auto started = m_server->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error()));
        const auto loaded = m_server->loadSeed(m_seed);
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error()));
    }

    void theAccountListsEveryMessageThatHasASid()
    {
        QSet<QString> expected;
        for (const auto &section : {u"messages"_s, u"sends"_s}) {
            for (const auto &row : m_seed.value(section).toArray()) {
                if (row.toObject().contains("sid"_L1))
                    expected.insert(row.toObject().value("sid"_L1).toString());
            }
        }
        QSet<QString> listed;
        auto next = account() + u"/Messages.json?PageSize=1000"_s;
        while (!next.isEmpty()) {
            const auto page = get(next);
            QVERIFY(page.contains("messages"_L1));
            for (const auto &row : page.value("messages"_L1).toArray())
                listed.insert(row.toObject().value("sid"_L1).toString());
            next = page.value("next_page_uri"_L1).toString();
        }
        QCOMPARE(listed.size(), expected.size());
        QVERIFY(listed == expected);
    }

    void aMessageIsFoundUnderTheAddressOfWhoeverItWasTo_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("a customer by SMS") << u"+61491570231"_s;
        QTest::newRow("a customer on WhatsApp") << u"whatsapp:+61491570231"_s;
        QTest::newRow("a member") << u"+61491570157"_s;
        QTest::newRow("a customer known by WhatsApp id alone") << u"whatsapp:AU.1000000000000417"_s;
    }
    void aMessageIsFoundUnderTheAddressOfWhoeverItWasTo()
    {
        QFETCH(QString, address);
        const auto encoded = QString::fromLatin1(QUrl::toPercentEncoding(address));
        const auto page = get(account() + u"/Messages.json?To="_s + encoded);
        const auto messages = page.value("messages"_L1).toArray();
        QVERIFY(!messages.isEmpty());
        for (const auto &message : messages)
            QCOMPARE(message.toObject().value("to"_L1).toString(), address);
    }

    void nothingSeededIsOnAHandset()
    {
        const auto handset = get(u"/sandbox/handsets/+61491570231/messages"_s);
        QVERIFY(handset.contains("items"_L1));
        QVERIFY(handset.value("items"_L1).toArray().isEmpty());
    }

    void itsTemplatesStandWithTheirApprovals()
    {
        const auto page = get(u"/v1/ContentAndApprovals?PageSize=100"_s).value("contents"_L1).toArray();
        QCOMPARE(page.size(), m_seed.value("templates"_L1).toArray().size());
        QSet<QString> states;
        for (const auto &row : page)
            states << row.toObject().value("approval_requests"_L1).toObject().value("status"_L1).toString();
        QCOMPARE(states, (QSet<QString>{u"approved"_s, u"pending"_s, u"rejected"_s, u"paused"_s}));
    }

private:
    QString account() const { return u"/2010-04-01/Accounts/"_s + m_server->accountSid(); }

    QJsonObject get(const QString &pathAndQuery)
    {
        QNetworkRequest request(QUrl::fromEncoded((m_server->baseUrl().toString() + pathAndQuery).toUtf8()));
        const auto credentials = m_server->accountSid() + u':' + m_server->authToken();
        request.setRawHeader("Authorization", "Basic " + credentials.toUtf8().toBase64());
        auto *reply = m_network.get(request);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(5000))
            return {};
        reply->deleteLater();
        return QJsonDocument::fromJson(reply->readAll()).object();
    }

    const QJsonObject m_seed = seedShop();
    QTemporaryDir m_folder;
    std::unique_ptr<SandboxServer> m_server;
    QNetworkAccessManager m_network;
};

QTEST_GUILESS_MAIN(SeedShopTest)
#include "tst_seed_shop.moc"
