// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/quick_replies.h"

#include "core/workspace/workspace_service.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace counterbell::workspace;
using namespace Qt::StringLiterals;

class QuickRepliesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThereFromTheStart() { QVERIFY(!waitForTask(m_service.quickReplies()).value().items.empty()); }

    void areKeptInLowerCaseByName()
    {
        const QuickReplies given{{{u"Thanks"_s, u"Thank you!"_s}, {u" hours "_s, u"9 to 5"_s}}};
        const QuickReplies kept{{{u"hours"_s, u"9 to 5"_s}, {u"thanks"_s, u"Thank you!"_s}}};
        QCOMPARE(waitForTask(m_service.setQuickReplies(given)).value(), kept);
        QCOMPARE(waitForTask(m_service.quickReplies()).value(), kept);
    }

    void mayBeNone()
    {
        QVERIFY(waitForTask(m_service.setQuickReplies({})));
        QVERIFY(waitForTask(m_service.quickReplies()).value().items.empty());
    }

    void refusesWhatTheComposerCouldNotOffer_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no name") << QString() << u"x"_s << u"name"_s;
        QTest::newRow("a blank in the name") << u"a b"_s << u"x"_s << u"name"_s;
        QTest::newRow("a slash in the name") << u"/a"_s << u"x"_s << u"name"_s;
        QTest::newRow("a name of 31") << QString(31, u'a') << u"x"_s << u"name"_s;
        QTest::newRow("no text") << u"a"_s << u" \n"_s << u"text"_s;
        QTest::newRow("a text of 1,601") << u"a"_s << QString(1601, u'x') << u"text"_s;
        QTest::newRow("a name that is there") << u"HOURS"_s << u"x"_s << u"duplicate"_s;
    }
    void refusesWhatTheComposerCouldNotOffer()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QString, problem);
        const auto refused = checkedQuickReplies({{{u"hours"_s, u"9 to 5"_s}, {name, text}}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().details["problem"_L1].toString(), problem);
    }

    void refusesMoreThanTwoHundred()
    {
        QuickReplies many;
        for (int i = 0; i < 201; ++i)
            many.items.push_back({u"a"_s + QString::number(i), u"x"_s});
        QVERIFY(!checkedQuickReplies(many));
        many.items.pop_back();
        QVERIFY(checkedQuickReplies(many));
    }

private:
    BusinessClock m_clock;
    FakeClock m_time;
    TestStore m_store{m_time};
    WorkspaceService m_service{*m_store, m_clock};
};

QTEST_GUILESS_MAIN(QuickRepliesTest)
#include "tst_quick_replies.moc"
