// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/toast.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

ToastSpec hold(const QString &key, std::chrono::milliseconds left = 9s)
{
    ToastSpec spec;
    spec.key = key;
    spec.fact = u"SMS to %2 in %1 s."_s.arg(u"%1"_s, key);
    spec.countdown = 10s;
    spec.left = left;
    spec.actions = {{u"undo"_s, u"Undo"_s, QKeySequence(u"Ctrl+Z"_s)}, {u"edit"_s, u"Edit"_s, {}}};
    return spec;
}

ToastSpec note(const QString &fact, std::chrono::milliseconds stays = 10s)
{
    ToastSpec spec;
    spec.fact = fact;
    spec.stays = stays;
    return spec;
}

} // namespace

class TestToast : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_content;
    ToastHost *m_host = nullptr;

    QStringList keys() const
    {
        QStringList all;
        for (auto *toast : m_host->shown())
            all << toast->spec().key;
        return all;
    }
    QStringList facts() const
    {
        QStringList all;
        for (auto *toast : m_host->shown())
            all << toast->spec().fact;
        return all;
    }
    int seen() const
    {
        const auto all = m_content->findChildren<Toast *>();
        return int(std::ranges::count_if(all, &QWidget::isVisible));
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_content = std::make_unique<QWidget>();
        m_content->resize(800, 600);
        m_content->show();
        m_host = new ToastHost(m_content.get());
    }
    void cleanup() { m_content.reset(); }

    void standsAtTheBottomStart()
    {
        m_host->show(hold(u"Ava"_s));
        auto *toast = m_host->current();
        QCOMPARE(toast->height(), 48);
        QCOMPARE(toast->x(), 24);
        QCOMPARE(toast->geometry().bottom() + 1, 600 - 24);
        m_content->resize(700, 500);
        QCOMPARE(toast->geometry().bottom() + 1, 500 - 24);
        m_content->setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(toast->geometry().right() + 1, 700 - 24);
    }

    void countsDownAndEndsByItself()
    {
        QString done = u"not yet"_s;
        auto spec = hold(u"Ava"_s, 1300ms);
        spec.acted = [&](const QString &id) { done = id; };
        m_host->show(spec);
        auto *fact = m_host->current()->findChild<Paragraph *>(u"toastFact"_s);
        QCOMPARE(fact->text(), u"SMS to Ava in 2 s."_s);
        QTRY_COMPARE(fact->text(), u"SMS to Ava in 1 s."_s);
        QTRY_VERIFY(!m_host->current());
        QCOMPARE(done, u"not yet"_s); // nobody did anything
    }

    void anActionActsOnceAndTakesTheToastAway()
    {
        QStringList acted;
        auto spec = hold(u"Ava"_s);
        spec.acted = [&](const QString &id) { acted << id; };
        m_host->show(spec);
        QTest::mouseClick(m_host->current()->findChild<QAbstractButton *>(u"undo"_s), Qt::LeftButton);
        QCOMPARE(acted, QStringList{u"undo"_s});
        QVERIFY(!m_host->current());
        QVERIFY(!m_host->trigger(u"undo"_s));
        m_host->show(spec);
        QVERIFY(!m_host->trigger(u"sendNow"_s)); // not offered
        QVERIFY(m_host->trigger(u"edit"_s));
        QCOMPARE(acted, (QStringList{u"undo"_s, u"edit"_s}));
    }

    void everyHoldKeepsItsOwnCountdownAndUndo()
    {
        QStringList undone;
        for (const auto &who : {u"Ava"_s, u"Ben"_s}) {
            auto spec = hold(who);
            spec.acted = [&undone, who](const QString &id) { undone << who + u' ' + id; };
            m_host->show(spec);
        }
        QCOMPARE(keys(), (QStringList{u"Ben"_s, u"Ava"_s}));
        const auto shown = m_host->shown();
        QCOMPARE(shown[0]->geometry().bottom() + 1, 600 - 24); // the newest is nearest
        QCOMPARE(shown[1]->geometry().bottom() + 1, shown[0]->y() - 8);
        QVERIFY(shown[0]->isVisible() && shown[1]->isVisible());
        QTest::mouseClick(shown[1]->findChild<QAbstractButton *>(u"undo"_s), Qt::LeftButton);
        QCOMPARE(undone, QStringList{u"Ava undo"_s});
        QCOMPARE(keys(), QStringList{u"Ben"_s});
    }

    void undoTakesBackTheNewestAndThenTheNext()
    {
        QStringList undone;
        for (const auto &who : {u"Ava"_s, u"Ben"_s, u"Cleo"_s, u"Dan"_s}) {
            auto spec = hold(who);
            spec.acted = [&undone, who](const QString &) { undone << who; };
            m_host->show(spec);
        }
        auto call = note(u"Eve was not told."_s);
        call.actions = {{u"call"_s, u"Call"_s, {}}};
        m_host->show(call); // nothing to undo there
        while (m_host->trigger(u"undo"_s)) {
        }
        QCOMPARE(undone, (QStringList{u"Dan"_s, u"Cleo"_s, u"Ben"_s, u"Ava"_s}));
        QVERIFY(m_host->current());
    }

    void onlyTheOneThatHearsTheKeyShowsIt()
    {
        m_host->show(hold(u"Ava"_s));
        const auto width = [](Toast *toast) { return toast->findChild<QWidget *>(u"undo"_s)->sizeHint().width(); };
        auto *ava = m_host->current();
        const int withKey = width(ava);
        m_host->show(hold(u"Ben"_s));
        QVERIFY(width(ava) < withKey);
        QCOMPARE(width(m_host->current()), withKey);
        m_host->trigger(u"undo"_s);
        QCOMPARE(width(ava), withKey);
    }

    void threeAreSeenAndTheOthersRunOn()
    {
        m_host->show(hold(u"Ava"_s));
        m_host->show(hold(u"Ben"_s, 300ms));
        for (const auto &who : {u"Cleo"_s, u"Dan"_s, u"Eve"_s})
            m_host->show(hold(who));
        QCOMPARE(keys(), (QStringList{u"Eve"_s, u"Dan"_s, u"Cleo"_s}));
        QCOMPARE(seen(), 3);
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(since.elapsed() > 800);
        m_host->trigger(u"undo"_s);
        QCOMPARE(keys(), (QStringList{u"Dan"_s, u"Cleo"_s, u"Ava"_s})); // Ben's time is over
        QCOMPARE(seen(), 3);
        QVERIFY(m_host->shown()[2]->left() < 8300ms);
    }

    void whatMerelyInformsStandsAboveAndOneAtATime()
    {
        m_host->show(note(u"Webhook address copied"_s));
        m_host->show(hold(u"Ava"_s));
        m_host->show(note(u"Saved"_s));
        QCOMPARE(facts(), (QStringList{hold(u"Ava"_s).fact, u"Webhook address copied"_s}));
        const int before = m_host->current()->y();
        Q_EMIT m_host->shown()[1]->finished({});
        QCOMPARE(facts(), (QStringList{hold(u"Ava"_s).fact, u"Saved"_s}));
        QCOMPARE(m_host->current()->y(), before);
    }

    void eachIsAnnounced()
    {
        m_host->show(hold(u"Ava"_s));
        m_host->show(hold(u"Ben"_s));
        for (auto *toast : m_host->shown()) {
            auto *spoken = QAccessible::queryAccessibleInterface(toast);
            QCOMPARE(spoken->role(), QAccessible::Notification);
            QCOMPARE(spoken->text(QAccessible::Name), u"SMS to %1 in 9 s."_s.arg(toast->spec().key));
        }
    }

    void theSameKeyReplaces()
    {
        m_host->show(hold(u"Ava"_s));
        auto spec = hold(u"Ava"_s);
        spec.fact = u"SMS to Ava goes out."_s;
        m_host->show(spec);
        QCOMPARE(m_host->current()->spec().fact, u"SMS to Ava goes out."_s);
        m_host->trigger(u"undo"_s);
        QVERIFY(!m_host->current());
    }

    void aNoteGoesByItself()
    {
        m_host->show(note(u"Saved"_s, 100ms));
        QVERIFY(m_host->current());
        QTRY_VERIFY(!m_host->current());
    }
};

QTEST_MAIN(TestToast)
#include "tst_toast.moc"
