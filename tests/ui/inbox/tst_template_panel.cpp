// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/template_jobs.h"
#include "ui/inbox/template_panel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TemplatePanelTest : public QObject
{
    Q_OBJECT

    const Timestamp m_now = test::midnight() + 14h + 31min;

    static Template entry(const QString &name, const QString &body, const std::vector<QString> &parameters = {})
    {
        Template made;
        made.sid = u"HX_"_s + name;
        made.name = name;
        made.language = u"en"_s;
        made.status = TemplateStatus::Approved;
        made.body = body;
        made.parameters = parameters;
        return made;
    }
    static Template ready()
    {
        return entry(u"repair_ready"_s, u"Hi {{1}}! Great news, your {{2}} is ready at Halden & Rowe."_s,
                     {u"1"_s, u"2"_s});
    }
    static Template update()
    {
        return entry(u"repair_update"_s, u"Hi {{1}}, an update on your {{2}}: we will write when it is ready."_s,
                     {u"1"_s, u"2"_s});
    }
    static Template hours() { return entry(u"opening_hours"_s, u"We are open on Saturday until 13:00."_s); }
    static Job job(qint64 id, JobStatus status, const QString &description)
    {
        Job made;
        made.id = {id};
        made.ticket = u"R-%1"_s.arg(1000 + id);
        made.status = status;
        made.contactId = ContactId{7};
        made.description = description;
        return made;
    }

    struct Shown {
        FakeCoreClient client;
        Conversation conversation;
        std::unique_ptr<Theme> theme = std::make_unique<Theme>();
        std::unique_ptr<QWidget> window = std::make_unique<QWidget>();
        TemplatePanel *panel = nullptr;

        template <class T>
        T *find(const QString &name) const
        {
            return panel->findChild<T *>(name);
        }
        QPushButton *send() const { return find<QPushButton>(u"sendTemplate"_s); }
        QString value(const QString &blank) const
        {
            auto *field = find<QLineEdit>(u"blank"_s + blank);
            return field ? field->text() : u"(no field)"_s;
        }
        void open() { panel->open(conversation, true, std::nullopt); }
    };
    std::unique_ptr<Shown> shown(const std::vector<Template> &templates, const std::vector<Job> &jobs)
    {
        auto s = std::make_unique<Shown>();
        s->client.setNow(m_now);
        s->conversation = test::conversation(m_now);
        s->conversation.channels[0].windowClosesAt = m_now - 48h;
        counterbell::Page<Template> list;
        list.items = templates;
        s->client.answer(methods::templatesList, list);
        counterbell::Page<Job> open;
        open.items = jobs;
        s->client.answer(methods::jobsList, open);
        s->panel = new TemplatePanel(s->client, s->window.get());
        s->window->resize(700, s->panel->height());
        s->panel->resize(700, s->panel->height());
        s->window->show();
        s->window->activateWindow();
        s->open();
        return s;
    }
    static void picture(const Shown &s, const QString &name)
    {
        const auto target = qEnvironmentVariable("COUNTERBELL_PICTURES");
        QCoreApplication::processEvents();
        if (!target.isEmpty())
            s.window->grab().save(target + u'/' + name + u".png"_s);
    }
    /// By its name in the list, as somebody presses it.
    static bool choose(const Shown &s, const QString &title)
    {
        auto *list = s.find<QListView>(u"templateList"_s);
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const auto index = list->model()->index(row, 0);
            if (index.data().toString() != title)
                continue;
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
            return true;
        }
        return false;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void knowsWhatATemplateSaysOfReadiness_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<Readiness>("readiness");
        QTest::newRow("is ready") << u"Hi {{1}}, your {{2}} is ready at our shop."_s << Readiness::Claimed;
        QTest::newRow("pick up") << u"You can pick up your {{1}} from Monday."_s << Readiness::Claimed;
        QTest::newRow("pickup") << u"Your {{1}} awaits pickup."_s << Readiness::Claimed;
        QTest::newRow("waiting") << u"Your {{1}} is waiting for you."_s << Readiness::Claimed;
        QTest::newRow("collection") << u"Please think of collecting it: collection is until {{1}}."_s
                                    << Readiness::Claimed;
        QTest::newRow("German") << u"Ihr {{1}} ist fertig."_s << Readiness::Claimed;
        QTest::newRow("Arabic") << u"قطعتك {{1}} جاهزة."_s << Readiness::Claimed;
        QTest::newRow("promise") << u"It is on schedule. We will write when it is ready."_s << Readiness::Promised;
        QTest::newRow("promise, Arabic") << u"سنكتب لك عندما تصبح جاهزة."_s << Readiness::Promised;
        QTest::newRow("not ready") << u"Your {{1}} isn't ready yet, sorry."_s << Readiness::Promised;
        QTest::newRow("not ready, German") << u"Ihr {{1}} ist noch nicht fertig."_s << Readiness::Promised;
        QTest::newRow("not ready, Spanish") << u"Su {{1}} aún no está listo."_s << Readiness::Promised;
        QTest::newRow("both") << u"Your ring is ready. We will write when the chain is ready too."_s
                              << Readiness::Claimed;
        QTest::newRow("neither") << u"The quote for your {{1}} is {{2}}."_s << Readiness::Silent;
        QTest::newRow("already") << u"We already started on your {{1}}."_s << Readiness::Silent;
    }
    void knowsWhatATemplateSaysOfReadiness()
    {
        QFETCH(QString, body);
        QTEST(readinessOf(entry(u"some_words"_s, body)), "readiness");
    }

    void followsTheSizeOfLettersBothWays_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        for (const auto &title : {QString(), u"Repair ready"_s, u"Opening hours"_s}) {
            const auto what = title.isEmpty() ? QByteArray("nothing chosen") : title.toLatin1();
            QTest::newRow((what + ", larger").constData()) << title << 1.0 << 1.5;
            QTest::newRow((what + ", smaller").constData()) << title << 1.5 << 1.0;
        }
    }
    void followsTheSizeOfLettersBothWays()
    {
        QFETCH(QString, title);
        QFETCH(double, from);
        QFETCH(double, to);
        auto s = shown({ready(), hours()}, {});
        const auto make = [&] {
            delete s->panel;
            s->panel = new TemplatePanel(s->client, s->window.get());
            s->panel->resize(700, s->panel->height());
            s->panel->show();
            s->open();
            return QTest::qWaitFor([&] { return s->find<QListView>(u"templateList"_s)->model()->rowCount() == 2; }) &&
                   (title.isEmpty() || choose(*s, title));
        };
        const auto sizes = [&] {
            QStringList seen;
            for (const auto *label : s->panel->findChildren<QLabel *>()) {
                if (label->isVisible())
                    seen << u"%1: %2 px"_s.arg(label->text()).arg(label->font().pixelSize());
            }
            return seen;
        };
        s->theme->setTextScale(from);
        s->theme->setSheetHeld(true); // as at the console's start
        QVERIFY(make());
        s->theme->setSheetHeld(false);
        const auto before = sizes();
        s->window->hide(); // the settings are in front
        s->theme->setTextScale(to);
        s->window->show();
        const auto live = sizes();
        QVERIFY(make());
        QCOMPARE(live, sizes());
        QVERIFY(live != before);
    }

    void useSmsKeepsItsWidthWhereTheAdviceHasNoRoom()
    {
        auto s = shown({ready()}, {});
        auto *sms = s->find<QPushButton>(u"useSms"_s);
        for (const int width : {700, 420}) {
            s->window->resize(width, s->window->height());
            s->panel->resize(width, s->panel->height());
            QCoreApplication::sendPostedEvents();
            QVERIFY(sms->isVisible());
            QTRY_COMPARE(sms->width(), sms->sizeHint().width());
        }
    }

    void goesByTheNameWhereTheWordsAreUnknown()
    {
        QCOMPARE(readinessOf(entry(u"repair_ready_for_pickup"_s, u"您的{{1}}已经好了"_s)), Readiness::Claimed);
    }

    void neverPrefillsAReadyTemplateWithAnUnfinishedJob()
    {
        const auto s = shown({ready()}, {job(1, JobStatus::QualityCheck, u"Gold bracelet, clasp repair"_s)});
        QTRY_COMPARE(s->value(u"1"_s), u"Ava"_s); // the only one there is
        QTRY_COMPARE(s->find<QLineEdit>(u"blank2"_s)->placeholderText(), u"No job is ready"_s);
        QCOMPARE(s->value(u"2"_s), QString());
        QVERIFY(!s->send()->isEnabled());
        QVERIFY(!s->find<QComboBox>(u"templateJob"_s)->isVisible());
        picture(*s, u"template-no-ready-job"_s);
    }

    void fillsInTheOnlyJobThatFits()
    {
        const auto s = shown({ready(), update()}, {job(1, JobStatus::InProgress, u"Silver chain, solder"_s),
                                                   job(2, JobStatus::Ready, u"Gold bracelet, clasp repair"_s)});
        QTRY_VERIFY(s->find<QListView>(u"templateList"_s)->model()->rowCount() == 2);
        QVERIFY(choose(*s, u"Repair ready"_s));
        QTRY_COMPARE(s->value(u"2"_s), u"gold bracelet"_s);
        // It says that it will be ready: that isn't so of the bracelet.
        QVERIFY(choose(*s, u"Repair update"_s));
        QCOMPARE(s->value(u"2"_s), u"silver chain"_s);
        QVERIFY(!s->find<QComboBox>(u"templateJob"_s)->isVisible());
    }

    void letsChooseAmongSeveralJobsAndKeepsWhatWasTyped()
    {
        auto both = ready();
        both.parameters.push_back(u"3"_s);
        both.body += u" Pick it up until {{3}}."_s;
        const auto s = shown({both}, {job(1, JobStatus::Ready, u"Silver chain, solder"_s),
                                      job(2, JobStatus::Ready, u"Gold bracelet, clasp repair"_s),
                                      job(3, JobStatus::Received, u"Watch, battery"_s)});
        auto *jobs = s->find<QComboBox>(u"templateJob"_s);
        QTRY_VERIFY(jobs->isVisible());
        QCOMPARE(jobs->count(), 2);
        QCOMPARE(jobs->currentIndex(), -1);
        QCOMPARE(s->value(u"2"_s), QString());
        QCOMPARE(s->find<QLineEdit>(u"blank2"_s)->placeholderText(), u"Choose the job above"_s);
        picture(*s, u"template-two-jobs"_s);
        QTest::keyClicks(s->find<QLineEdit>(u"blank3"_s), u"Saturday"_s);
        jobs->setCurrentIndex(1);
        Q_EMIT jobs->activated(1);
        QCOMPARE(s->value(u"2"_s), u"gold bracelet"_s);
        QCOMPARE(s->value(u"3"_s), u"Saturday"_s);
        QVERIFY(s->send()->isEnabled());
    }

    void choosesNothingForAnybody()
    {
        const auto s = shown({ready(), update(), hours()}, {});
        QTRY_COMPARE(s->send()->text(), u"Choose a template"_s);
        QVERIFY(s->send()->isVisible() && !s->send()->isEnabled());
        QVERIFY(!s->find<QListView>(u"templateList"_s)->selectionModel()->hasSelection());
        picture(*s, u"template-choose"_s);
        // Tab onto the list chooses nothing either.
        s->find<QListView>(u"templateList"_s)->setFocus(Qt::TabFocusReason);
        QCOMPARE(s->send()->text(), u"Choose a template"_s);
        QVERIFY(choose(*s, u"Opening hours"_s));
        QCOMPARE(s->send()->text(), u"Send template"_s);
        QVERIFY(s->send()->isEnabled());
        s->open(); // another time
        QTRY_COMPARE(s->send()->text(), u"Choose a template"_s);
    }

    void choosesTheOnlyOneThatMatches()
    {
        const auto s = shown({ready(), update(), hours()}, {});
        QTRY_COMPARE(s->send()->text(), u"Choose a template"_s);
        QTest::keyClicks(s->find<QLineEdit>(u"templateSearch"_s), u"saturday"_s);
        QTRY_VERIFY(s->send()->isEnabled());
        QCOMPARE(s->find<QLabel>(u"templateTitle"_s)->text(), u"Opening hours"_s);
    }

    void isFilledInByKeysAlone()
    {
        const auto s = shown({ready(), update(), hours()}, {});
        QTRY_COMPARE(s->send()->text(), u"Choose a template"_s);
        auto *search = s->find<QLineEdit>(u"templateSearch"_s);
        search->setFocus();
        QTest::keyClick(search, Qt::Key_Return); // nothing was looked for: nothing is chosen
        QVERIFY(search->hasFocus());
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(s->find<QLabel>(u"templateTitle"_s)->text(), u"Opening hours"_s);
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(s->find<QLabel>(u"templateTitle"_s)->text(), u"Repair ready"_s);
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(search, Qt::Key_Up);
        QCOMPARE(s->find<QLabel>(u"templateTitle"_s)->text(), u"Repair ready"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(s->find<QLineEdit>(u"blank2"_s)->hasFocus()); // the name is known
        auto *list = s->find<QListView>(u"templateList"_s);
        list->setFocus(Qt::TabFocusReason);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(s->find<QLabel>(u"templateTitle"_s)->text(), u"Repair update"_s);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(s->find<QLineEdit>(u"blank2"_s)->hasFocus());
    }

    void saysTheCostAsSoonAsItIsKnown()
    {
        const auto s = shown({hours()}, {});
        auto *cost = s->find<QLabel>(u"templateCost"_s);
        QTRY_COMPARE(cost->text(), u"Utility message. A reply opens the window for 24 hours."_s);
        counterbell::Page<Send> sends;
        Send free, paid;
        free.templateSid = paid.templateSid = hours().sid;
        free.cost = Money{0, u"AUD"_s}; // a failed one
        paid.cost = Money{61'000, u"AUD"_s};
        sends.items = {free, paid};
        s->client.answer(methods::sendLogQuery, sends);
        QTRY_VERIFY2(cost->text().contains(u"0.06"_s), qPrintable(cost->text()));
    }

    void standsMirroredWithoutOverlaps()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto s = shown({ready()}, {job(2, JobStatus::Ready, u"Gold bracelet, clasp repair"_s)});
        QTRY_COMPARE(s->value(u"2"_s), u"gold bracelet"_s);
        picture(*s, u"template-rtl"_s);
        const auto *fact = s->find<QLabel>(u"templateFact"_s);
        const int fromStart = s->panel->width() - fact->mapTo(s->panel, QPoint(fact->width(), 0)).x();
        QVERIFY2(fromStart >= 16 + 20, qPrintable(QString::number(fromStart))); // the ring stands there
        const auto *field = s->find<QLineEdit>(u"blank2"_s);
        const auto *source = field->findChild<QLabel *>(u"blankSource"_s);
        QVERIFY(source->isVisible());
        QVERIFY2(source->x() >= 8, qPrintable(QString::number(source->x())));
        QVERIFY(source->y() >= 1 && source->geometry().bottom() < field->height() - 1);
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }
};

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"counterbell-test"_s);
    TemplatePanelTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_template_panel.moc"
