// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/toast.h"

#include <QAbstractButton>
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

    QString key() const { return m_host->current() ? m_host->current()->spec().key : u"none"_s; }

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

    void oneAtATimeAndTheNextAfterIt()
    {
        m_host->show(hold(u"Ava"_s));
        m_host->show(hold(u"Ben"_s));
        QCOMPARE(key(), u"Ava"_s);
        m_host->trigger(u"undo"_s);
        QCOMPARE(key(), u"Ben"_s);
        QVERIFY(m_host->current()->left() <= 9s);
        m_host->dismiss(u"Ben"_s);
        QCOMPARE(key(), u"none"_s);
    }

    void aWaitingCountdownRunsOnAndIsNotShownLate()
    {
        m_host->show(hold(u"Ava"_s));
        m_host->show(hold(u"Ben"_s, 300ms));
        m_host->show(hold(u"Cleo"_s, 5s));
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY(since.elapsed() > 320);
        m_host->trigger(u"undo"_s);
        QCOMPARE(key(), u"Cleo"_s);
        QVERIFY(m_host->current()->left() < 4700ms);
    }

    void aHoldComesBeforeWhatMerelyInforms()
    {
        m_host->show(note(u"Webhook address copied"_s));
        m_host->show(hold(u"Ava"_s));
        QCOMPARE(key(), u"Ava"_s);
        m_host->show(note(u"Saved"_s));
        m_host->show(hold(u"Ben"_s));
        m_host->trigger(u"undo"_s);
        QCOMPARE(key(), u"Ben"_s);
        m_host->trigger(u"undo"_s);
        QCOMPARE(m_host->current()->spec().fact, u"Saved"_s);
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
