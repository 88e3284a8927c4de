// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/window/window_stage.h"
#include "ui/shell/window/search_results.h"
#include "ui/widgets/search_field.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using namespace counterbell::ui;

class TestSearch : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;

    static Contact ava()
    {
        Contact contact;
        contact.id = ContactId{11};
        contact.name = u"Ava Lindqvist"_s;
        contact.phone = u"+61491570110"_s;
        return contact;
    }
    static Job bracelet()
    {
        Job job;
        job.id = JobId{7};
        job.ticket = u"R-1042"_s;
        job.description = u"Gold bracelet,\nclasp repair"_s;
        job.contactName = u"Ava Lindqvist"_s;
        return job;
    }
    static SearchHit hit()
    {
        SearchHit hit;
        hit.conversationId = ConversationId{5};
        hit.contact.name = u"Ava Lindqvist"_s;
        hit.message.body = u"is the <b>bracelet</b> ready?"_s;
        hit.message.channel = Channel::Whatsapp;
        return hit;
    }
    static void answerAll(WindowStage &stage)
    {
        stage.client.answer(methods::contactsList, counterbell::Page<Contact>{{ava()}, {}});
        stage.client.answer(methods::jobsList, counterbell::Page<Job>{{bracelet()}, {}});
        stage.client.answer(methods::inboxSearch, counterbell::Page<SearchHit>{{hit()}, {}});
    }
    /// Ctrl+K, and the text typed.
    static SearchField *search(WindowStage &stage, const QString &text)
    {
        QTest::keyClick(&stage.window, Qt::Key_K, Qt::ControlModifier);
        auto *field = stage.find<SearchField>(u"searchText"_s);
        if (field)
            QTest::keyClicks(field, text);
        return field;
    }
    static QAbstractItemModel *results(WindowStage &stage)
    {
        return stage.find<QListView>(u"searchResults"_s)->model();
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void findsPeopleJobsAndMessagesInThisOrder()
    {
        WindowStage stage;
        answerAll(stage);
        QVERIFY(search(stage, u"bracelet"_s));
        QTRY_COMPARE(results(stage)->rowCount(), 3);
        const auto spoken = [&](int row) {
            return results(stage)->index(row, 0).data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY(spoken(0).startsWith(u"Customer: "_s) && spoken(0).contains(u"+61 491 570 110"_s));
        QVERIFY(spoken(1).startsWith(u"Job: "_s) && spoken(1).contains(u"Gold bracelet, clasp repair"_s));
        QVERIFY(spoken(2).startsWith(u"Message: "_s) && spoken(2).contains(u"<b>"_s)); // plain, as it was written
        QCOMPARE(stage.client.lastCall("jobs.list"_L1)[u"filter"_s][u"text"_s].toString(), u"bracelet"_s);
    }

    void theArrowsMoveAndEnterGoesThere()
    {
        WindowStage stage;
        answerAll(stage);
        auto *field = search(stage, u"bracelet"_s);
        QTRY_COMPARE(results(stage)->rowCount(), 3);
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(stage.jobs->job, JobId{7});
        QCOMPARE(stage.window.currentPage(), 1);
        QTRY_VERIFY(!stage.find(u"search"_s));

        field = search(stage, u"bracelet"_s);
        QTRY_COMPARE(results(stage)->rowCount(), 3);
        for (int step = 0; step < 5; ++step) // it stays at the end
            QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(stage.inbox->conversation, ConversationId{5});
    }

    void theFocusIsForWhatWasChosen()
    {
        WindowStage stage;
        answerAll(stage);
        stage.find(u"rail.inbox"_s)->setFocus();
        auto *field = search(stage, u"bracelet"_s);
        QTRY_COMPARE(results(stage)->rowCount(), 3);
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(!stage.find(u"search"_s));
        QCOMPARE(QApplication::focusWidget(), stage.jobs);
    }

    void aPersonOpensTheirConversation()
    {
        WindowStage stage;
        answerAll(stage);
        Conversation conversation;
        conversation.id = ConversationId{9};
        stage.client.answer(methods::inboxOpen, conversation);
        auto *field = search(stage, u"ava"_s);
        QTRY_COMPARE(results(stage)->rowCount(), 3);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(stage.inbox->conversation, ConversationId{9});
        QCOMPARE(stage.client.lastCall("inbox.open"_L1)[u"contactId"_s].toString(), u"11"_s);
    }

    void nothingFoundIsSaidWithWhatWasSearched()
    {
        WindowStage stage;
        stage.client.answer(methods::contactsList, counterbell::Page<Contact>{});
        stage.client.answer(methods::jobsList, counterbell::Page<Job>{});
        stage.client.answer(methods::inboxSearch, counterbell::Page<SearchHit>{});
        QVERIFY(search(stage, u"iyer"_s));
        const auto labels = stage.find(u"search"_s)->findChildren<QLabel *>();
        QTRY_VERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->text().contains(u"iyer"_s) && label->text().contains(u"Searched"_s);
        }));
    }

    void anOlderAnswerIsNotShown()
    {
        WindowStage stage;
        auto *field = search(stage, u"br"_s);
        QTRY_COMPARE(stage.client.callsOf("jobs.list"_L1).size(), 1U); // waits
        QTest::keyClicks(field, u"zz"_s);
        QTRY_COMPARE(stage.client.callsOf("jobs.list"_L1).size(), 2U);
        int answers = 0;
        stage.client.answerWith("jobs.list"_L1, [&](const QJsonObject &parameters) -> Result<QJsonObject> {
            ++answers;
            const bool isOld = parameters[u"filter"_s][u"text"_s] == u"br"_s;
            return toJson(isOld ? counterbell::Page<Job>{{bracelet()}, {}} : counterbell::Page<Job>{});
        });
        stage.client.answer(methods::contactsList, counterbell::Page<Contact>{});
        stage.client.answer(methods::inboxSearch, counterbell::Page<SearchHit>{});
        QCOMPARE(answers, 2);
        const auto labels = stage.find(u"search"_s)->findChildren<QLabel *>();
        QTRY_VERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->text().contains(u"brzz"_s); }));
        QCOMPARE(results(stage)->rowCount(), 0);
    }

    void theModelKeepsItsPromises()
    {
        SearchResults model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPeople({ava(), ava()});
        model.setMessages({hit()}, Timestamp{});
        model.setJobs({bracelet()});
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(std::holds_alternative<JobId>(model.row(2).target));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestSearch)
#include "tst_search.moc"
