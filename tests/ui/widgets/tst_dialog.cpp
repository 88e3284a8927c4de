// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/dialog_panel.h"
#include "ui/widgets/prompts.h"

#include <QApplication>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>

using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class TestDialog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_outside = nullptr;

    Dialog *dialog() const { return m_window->findChild<Dialog *>(); }
    QPushButton *button(const QString &text) const
    {
        for (auto *candidate : m_window->findChildren<QPushButton *>()) {
            if (candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_window = std::make_unique<QWidget>();
        setModalHost(m_window.get());
        m_window->resize(1024, 700);
        m_outside = new QLineEdit(m_window.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_outside->setFocus();
    }
    void cleanup() { m_window.reset(); }

    void standsInTheMiddleOverTheWholeWindow()
    {
        auto *asked = new Dialog(u"New job"_s, m_outside, 880);
        asked->body()->addWidget(new QLineEdit);
        asked->open();
        QCOMPARE(asked->geometry(), m_window->rect());
        auto *panel = asked->findChild<DialogPanel *>();
        QCOMPARE(panel->width(), 880);
        QCOMPARE(panel->x(), (1024 - 880) / 2);
        m_window->resize(600, 500);
        QCOMPARE(asked->size(), QSize(600, 500));
        QCOMPARE(panel->width(), 600 - 48);
    }

    void focusStaysInsideAndGoesBack()
    {
        auto *asked = new Dialog(u"Record opt-in"_s, m_window.get());
        auto *line = new QLineEdit;
        asked->body()->addWidget(line);
        asked->addButton(u"Cancel"_s, {}, Dialog::Rejected);
        asked->addButton(u"Record"_s, u"primary"_s, Dialog::Accepted);
        asked->open();
        QVERIFY(line->hasFocus());
        for (int press = 0; press < 9; ++press) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY(asked->isAncestorOf(QApplication::focusWidget()));
        }
        QSignalSpy finished(asked, &Dialog::finished);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().toInt(), int(Dialog::Rejected));
        QVERIFY(m_outside->hasFocus());
        QTRY_VERIFY(!dialog());
    }

    void itsButtonsComeAfterItsFieldsWhateverWasMadeFirst()
    {
        auto *asked = new Dialog(u"New job"_s, m_window.get());
        asked->addButton(u"Cancel"_s, {}, Dialog::Rejected);
        asked->addButton(u"Create"_s, u"primary"_s, Dialog::Accepted);
        auto *line = new QLineEdit;
        auto *spin = new QSpinBox;
        asked->body()->addWidget(line);
        asked->body()->addWidget(spin);
        asked->open();
        QStringList order;
        for (int press = 0; press < 5; ++press) {
            auto *focus = QApplication::focusWidget();
            auto *pressed = qobject_cast<QAbstractButton *>(focus);
            order << (focus == line ? u"line"_s : focus == spin ? u"spin"_s : pressed->text());
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        QCOMPARE(order, (QStringList{u"line"_s, u"spin"_s, u"Cancel"_s, u"Create"_s, QString()})); // the cross
        auto *panel = QAccessible::queryAccessibleInterface(asked->findChild<DialogPanel *>());
        QStringList heard;
        for (int i = 0; i < panel->childCount(); ++i) {
            auto *object = panel->child(i)->object();
            heard << (object == line ? u"line"_s : object == button(u"Create"_s)->parent() ? u"footer"_s : QString());
        }
        heard.removeAll(QString());
        QCOMPARE(heard, (QStringList{u"line"_s, u"footer"_s}));
    }

    void coversTheWindowForAScreenReader()
    {
        auto *window = QAccessible::queryAccessibleInterface(m_window.get());
        auto *outside = QAccessible::queryAccessibleInterface(m_outside);
        QVERIFY(window->indexOfChild(outside) >= 0);
        auto *asked = new Dialog(u"New job"_s, m_outside);
        asked->body()->addWidget(new QLineEdit);
        asked->open();
        QCOMPARE(window->childCount(), 1);
        QCOMPARE(window->child(0)->object(), asked);
        QCOMPARE(window->indexOfChild(outside), -1);
        auto *panel = QAccessible::queryAccessibleInterface(asked->findChild<DialogPanel *>());
        QCOMPARE(panel->role(), QAccessible::Dialog);
        QVERIFY(panel->state().modal && panel->state().active);
        announce(m_outside, u"Saved"_s); // it is still heard
        QCOMPARE(window->childCount(), 2);
        auto *second = new Dialog(u"Sure?"_s, m_outside);
        second->open();
        QCOMPARE(window->child(0)->object(), second);
        QVERIFY(!panel->state().active);
        second->reject();
        asked->reject();
        QVERIFY(window->indexOfChild(outside) >= 0);
    }

    void theFocusFindsAPlaceWhenItsOldOneIsGone()
    {
        auto other = std::make_unique<QLineEdit>(m_window.get());
        other->show();
        other->setFocus();
        auto *asked = new Dialog(u"New job"_s, m_window.get());
        asked->body()->addWidget(new QLineEdit);
        asked->open();
        other.reset();
        asked->reject();
        QVERIFY(m_outside->hasFocus());
    }

    void theSecondHalfOfADoubleClickFallsThroughToNothing()
    {
        auto *below = new QPushButton(u"Open"_s, m_window.get());
        below->setGeometry(m_window->rect());
        below->show();
        QSignalSpy pressed(below, &QPushButton::pressed);
        const auto press = [&](QEvent::Type type) {
            const QPointF at(12, 10);
            QMouseEvent event(type, at, below->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(below, &event);
            below->setDown(false);
        };
        const auto finishOne = [this] {
            auto *asked = new Dialog(u"New job"_s, m_window.get());
            asked->open();
            asked->accept();
        };
        finishOne();
        press(QEvent::MouseButtonDblClick);
        QCOMPARE(pressed.count(), 0);
        press(QEvent::MouseButtonPress); // a click of its own, and the second half of that
        press(QEvent::MouseButtonDblClick);
        QCOMPARE(pressed.count(), 2);
    }

    void enterPressesTheButtonThatHasTheFocus()
    {
        auto *asked = new Dialog(u"Delete"_s, m_window.get());
        asked->addButton(u"Keep"_s, {}, Dialog::Rejected);
        asked->addButton(u"Delete"_s, u"danger"_s, Dialog::Accepted);
        asked->open();
        button(u"Delete"_s)->setFocus();
        QSignalSpy finished(asked, &Dialog::finished);
        QTest::keyClick(button(u"Delete"_s), Qt::Key_Return);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().toInt(), int(Dialog::Accepted));
    }

    void finishesOnce()
    {
        auto *asked = new Dialog(u"Delete"_s, m_window.get());
        asked->addButton(u"Delete"_s, u"danger"_s, Dialog::Accepted);
        asked->open();
        QSignalSpy finished(asked, &Dialog::finished);
        QTest::mouseClick(button(u"Delete"_s), Qt::LeftButton);
        asked->reject();
        QCOMPARE(finished.count(), 1);
        QCOMPARE(finished.first().first().toInt(), int(Dialog::Accepted));
    }

    void aQuestionIsAnsweredByItsAct()
    {
        DialogPrompts prompts(m_window.get());
        QList<bool> answers;
        prompts.confirm({u"Delete template"_s, u"It can't be undone."_s, u"Delete"_s, true},
                        [&](bool yes) { answers << yes; });
        QTest::mouseClick(button(u"Delete"_s), Qt::LeftButton);
        QTRY_VERIFY(!dialog());
        prompts.confirm({u"Delete template"_s, {}, u"Delete"_s, true}, [&](bool yes) { answers << yes; });
        QTest::mouseClick(button(u"Cancel"_s), Qt::LeftButton);
        QCOMPARE(answers, (QList<bool>{true, false}));
    }

    void aTextMustBeThereUnlessItMayBeEmpty()
    {
        DialogPrompts prompts(m_window.get());
        QList<std::optional<QString>> answers;
        TextQuestion question;
        question.title = u"Note"_s;
        question.label = u"Text"_s;
        question.confirm = u"Add"_s;
        prompts.askText(question, [&](const std::optional<QString> &text) { answers << text; });
        QVERIFY(!button(u"Add"_s)->isEnabled());
        auto *line = dialog()->findChild<QLineEdit *>();
        QTest::keyClicks(line, u"  ring is ready "_s);
        QVERIFY(button(u"Add"_s)->isEnabled());
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers.first(), u"ring is ready"_s);
        QTRY_VERIFY(!dialog());
        question.mayBeEmpty = true;
        prompts.askText(question, [&](const std::optional<QString> &text) { answers << text; });
        QVERIFY(button(u"Add"_s)->isEnabled());
        QTest::keyClick(dialog()->findChild<QLineEdit *>(), Qt::Key_Escape);
        QCOMPARE(answers.last(), std::nullopt);
    }
};

QTEST_MAIN(TestDialog)
#include "tst_dialog.moc"
