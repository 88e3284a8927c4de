// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/method_registry.h"

#include "core/api/conversation.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::rpc;
using namespace Qt::StringLiterals;

namespace
{

/// Says as its next cursor what it was given.
QCoro::Task<Result<Page<ContactRef>>> echo(Caller, ConversationsRequest request)
{
    co_return Page<ContactRef>{{}, request.before.value_or(u"first"_s)};
}

} // namespace

class MethodRegistryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (const auto name : {"people.list"_L1, "things.list"_L1})
            m_registry.add<ConversationsRequest, Page<ContactRef>>(name, "A list"_L1, Permission::All, &echo);
    }

    void aCursorBringsTheFollowingPageOfItsOwnList()
    {
        const auto next = nextOf(u"people.list"_s, {});
        QVERIFY(next != u"first"_s && next.endsWith(u"first"_s));
        QCOMPARE(nextOf(u"people.list"_s, {{u"before"_s, next}}), next);
        QCOMPARE(nextOf(u"people.list"_s, {{u"before"_s, next}, {u"limit"_s, 3}}), next);
    }

    void aCursorOfAnotherListOrOrderIsRefused_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QJsonObject>("parameters");
        const auto next = nextOf(u"people.list"_s, {});
        QTest::newRow("another list") << u"things.list"_s << QJsonObject{{u"before"_s, next}};
        QTest::newRow("another order") << u"people.list"_s
                                       << QJsonObject{{u"before"_s, next}, {u"sort"_s, u"waiting"_s}};
        QTest::newRow("none of ours") << u"people.list"_s << QJsonObject{{u"before"_s, u"first"_s}};
        QTest::newRow("empty") << u"people.list"_s << QJsonObject{{u"before"_s, u""_s}};
    }
    void aCursorOfAnotherListOrOrderIsRefused()
    {
        QFETCH(const QString, method);
        QFETCH(const QJsonObject, parameters);
        const auto answer = call(method, parameters);
        QVERIFY(!answer);
        QCOMPARE(answer.error().reason, Reason::InvalidArgument);
        QCOMPARE(answer.error().details[u"argument"_s].toString(), u"before"_s);
    }

    void aCursorOfAWrongShapeIsAWrongShape()
    {
        const auto started = m_registry.find(u"people.list"_s)->start({}, {{u"before"_s, 5}});
        QVERIFY(!started);
        QCOMPARE(started.error().path, u".before"_s);
    }

private:
    Result<QJsonObject> call(const QString &method, const QJsonObject &parameters)
    {
        auto started = m_registry.find(method)->start({}, parameters);
        std::optional<Result<QJsonObject>> answer;
        started->then([&answer](Result<QJsonObject> result) { answer = std::move(result); }); // it waits for nobody
        return *answer;
    }
    QString nextOf(const QString &method, const QJsonObject &parameters)
    {
        return call(method, parameters)->value(u"next"_s).toString();
    }

    MethodRegistry m_registry;
};

QTEST_GUILESS_MAIN(MethodRegistryTest)
#include "tst_method_registry.moc"
