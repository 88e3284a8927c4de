// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "ui/client/core_events.h"
#include "ui/client/redial.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using ui::CoreClient;

/// Names of CONTRACT 3, "Events", to the client's signals.
class TestCoreEvents : public QObject
{
    Q_OBJECT

    static QJsonObject sample(const QString &name)
    {
        if (name.startsWith(u"conversation"_s))
            return toJson(Conversation());
        if (name.startsWith(u"message"_s))
            return toJson(Message());
        if (name.startsWith(u"contact"_s))
            return toJson(Contact());
        if (name.startsWith(u"job"_s))
            return toJson(Job());
        if (name.startsWith(u"send"_s))
            return toJson(Send());
        if (name.startsWith(u"template"_s))
            return toJson(Template());
        if (name.startsWith(u"health"_s))
            return toJson(Health());
        return {{u"group"_s, u"notifications"_s}};
    }

    static QStringList heard(const QString &name, const QJsonObject &data, bool &wasRead)
    {
        ui::FakeCoreClient client;
        QStringList signalled;
        connect(&client, &CoreClient::conversationUpdated, &client, [&] { signalled << u"conversationUpdated"_s; });
        connect(&client, &CoreClient::conversationGone, &client,
                [&](const ConversationId &id) { signalled << u"conversationGone "_s + id.toString(); });
        connect(&client, &CoreClient::messageAdded, &client, [&] { signalled << u"messageAdded"_s; });
        connect(&client, &CoreClient::messageUpdated, &client, [&] { signalled << u"messageUpdated"_s; });
        connect(&client, &CoreClient::contactUpdated, &client, [&] { signalled << u"contactUpdated"_s; });
        connect(&client, &CoreClient::contactGone, &client,
                [&](const ContactId &id) { signalled << u"contactGone "_s + id.toString(); });
        connect(&client, &CoreClient::jobUpdated, &client, [&] { signalled << u"jobUpdated"_s; });
        connect(&client, &CoreClient::sendUpdated, &client, [&] { signalled << u"sendUpdated"_s; });
        connect(&client, &CoreClient::templateUpdated, &client, [&] { signalled << u"templateUpdated"_s; });
        connect(&client, &CoreClient::settingsUpdated, &client,
                [&](const QString &group) { signalled << u"settingsUpdated "_s + group; });
        connect(&client, &CoreClient::teamUpdated, &client, [&] { signalled << u"teamUpdated"_s; });
        connect(&client, &CoreClient::healthChanged, &client, [&] { signalled << u"healthChanged"_s; });
        wasRead = ui::emitEvent(client, name, data);
        return signalled;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyEventIsASignal_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QJsonObject>("data");
        QTest::addColumn<QString>("signal");
        const auto row = [](const char *name, const QString &signal) {
            QTest::newRow(name) << QString::fromLatin1(name) << sample(QString::fromLatin1(name)) << signal;
        };
        row("conversation.updated", u"conversationUpdated"_s);
        row("message.added", u"messageAdded"_s);
        row("message.updated", u"messageUpdated"_s);
        row("contact.updated", u"contactUpdated"_s);
        row("job.updated", u"jobUpdated"_s);
        row("send.updated", u"sendUpdated"_s);
        row("template.updated", u"templateUpdated"_s);
        row("settings.updated", u"settingsUpdated notifications"_s);
        row("team.updated", u"teamUpdated"_s);
        row("health.changed", u"healthChanged"_s);
        const QJsonObject erased{{u"id"_s, u"5"_s}, {u"erased"_s, true}};
        const QJsonObject joined{{u"id"_s, u"5"_s}, {u"joinedInto"_s, u"6"_s}};
        QTest::newRow("conversation erased") << u"conversation.updated"_s << erased << u"conversationGone 5"_s;
        QTest::newRow("conversation joined") << u"conversation.updated"_s << joined << u"conversationGone 5"_s;
        QTest::newRow("contact erased") << u"contact.updated"_s << erased << u"contactGone 5"_s;
        QTest::newRow("contact joined") << u"contact.updated"_s << joined << u"contactGone 5"_s;
    }
    void everyEventIsASignal()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, data);
        QFETCH(QString, signal);
        bool wasRead = false;
        QCOMPARE(heard(name, data, wasRead), QStringList{signal});
        QVERIFY(wasRead);
    }

    void readsWhatANewerCoreSays_data() { everyEventIsASignal_data(); }
    void readsWhatANewerCoreSays()
    {
        QFETCH(QString, name);
        QFETCH(QJsonObject, data);
        QFETCH(QString, signal);
        data.insert(u"mood"_s, u"new here"_s);
        if (data.contains(u"contact"_s)) {
            auto contact = data[u"contact"_s].toObject();
            contact.insert(u"moods"_s, QJsonArray{1});
            data.insert(u"contact"_s, contact);
        }
        bool wasRead = false;
        QCOMPARE(heard(name, data, wasRead), QStringList{signal});
        QVERIFY(wasRead);
    }

    void whatTheConsoleDoesNotKnowIsSkipped()
    {
        bool wasRead = false;
        QCOMPARE(heard(u"presence.changed"_s, {{u"x"_s, 1}}, wasRead), QStringList());
        QVERIFY(wasRead);
        QCOMPARE(heard(u"job.updated"_s, {}, wasRead), QStringList()); // deleted since
        QVERIFY(wasRead);
    }

    void whatCannotBeReadIsSaid()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"job.updated can't be read: .id"_s));
        bool wasRead = true;
        QCOMPARE(heard(u"job.updated"_s, {{u"id"_s, 7}}, wasRead), QStringList());
        QVERIFY(!wasRead);
    }

    void waitsFromAFifthOfASecondToHalfAMinute_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<double>("random");
        QTest::addColumn<int>("ms");
        QTest::newRow("at once") << 0 << 0.999 << 200;
        QTest::newRow("the first failure, lucky") << 1 << 0.0 << 200;
        QTest::newRow("the first failure, half-way") << 1 << 0.5 << 300;
        QTest::newRow("bounded") << 9 << 1.0 << 30'000;
        QTest::newRow("for ever") << 1'000'000 << 1.0 << 30'000;
    }
    void waitsFromAFifthOfASecondToHalfAMinute()
    {
        QFETCH(int, failures);
        QFETCH(double, random);
        QFETCH(int, ms);
        QCOMPARE(int(ui::redialDelay(failures, random).count()), ms);
    }
};

QTEST_GUILESS_MAIN(TestCoreEvents)
#include "tst_core_events.moc"
