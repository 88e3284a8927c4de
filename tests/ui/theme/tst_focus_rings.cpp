// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/colors.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>

using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class TestFocusRings : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_line = nullptr;
    QPushButton *m_first = nullptr, *m_second = nullptr;

    FocusRing *ring() const
    {
        auto *found = m_window->findChild<FocusRing *>();
        return found && found->isVisible() ? found : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_window = std::make_unique<QWidget>();
        m_window->resize(300, 200);
        m_line = new QLineEdit(m_window.get());
        m_line->setGeometry(20, 10, 100, 32);
        m_first = new QPushButton(u"Send"_s, m_window.get());
        m_first->setGeometry(20, 60, 80, 32);
        m_second = new QPushButton(u"Details"_s, m_window.get());
        m_second->setGeometry(120, 60, 80, 32);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_line->setFocus(Qt::MouseFocusReason);
    }
    void cleanup() { m_window.reset(); }

    void tabShowsTheRingOutsideTheButton()
    {
        QVERIFY(!ring());
        QTest::keyClick(m_line, Qt::Key_Tab);
        QVERIFY(m_first->hasFocus());
        QVERIFY(ring());
        QCOMPARE(ring()->geometry(), m_first->geometry().adjusted(-4, -4, 4, 4));
        const auto picture = m_window->grab().toImage();
        const auto middle = m_first->geometry().center();
        QCOMPARE(picture.pixelColor(middle.x(), m_first->y() - 3), colors(Scheme::Light).accentT);
        QCOMPARE(picture.pixelColor(middle.x(), m_first->y() - 1), m_window->palette().color(QPalette::Window));
        QTest::keyClick(m_first, Qt::Key_Tab);
        QCOMPARE(ring()->geometry(), m_second->geometry().adjusted(-4, -4, 4, 4));
    }

    void aClickShowsNone()
    {
        QTest::keyClick(m_line, Qt::Key_Tab);
        QVERIFY(ring());
        QTest::mouseClick(m_second, Qt::LeftButton);
        QVERIFY(!ring());
        QVERIFY(!m_window->testAttribute(Qt::WA_KeyboardFocusChange));
    }

    void fieldsSwapTheirBorderInstead()
    {
        QTest::keyClick(m_line, Qt::Key_Tab);
        QTest::keyClick(m_first, Qt::Key_Backtab);
        QVERIFY(m_line->hasFocus());
        QVERIFY(!ring());
        const auto picture = m_line->grab().toImage();
        QCOMPARE(picture.pixelColor(50, 1), colors(Scheme::Light).accentT);
    }

    void theRingFollowsAndGoesWithItsButton()
    {
        QTest::keyClick(m_line, Qt::Key_Tab);
        m_first->move(40, 120);
        QCOMPARE(ring()->geometry(), m_first->geometry().adjusted(-4, -4, 4, 4));
        delete m_first;
        QTRY_VERIFY(!ring());
    }

    void theRingOfAScrolledButtonIsCut()
    {
        QScrollArea area(m_window.get());
        auto *content = new QWidget;
        content->resize(100, 400);
        QPushButton button(u"Far"_s, content);
        button.setGeometry(10, 0, 60, 32);
        area.setWidget(content);
        area.setGeometry(180, 100, 110, 80);
        area.show();
        FocusRing cut(&button);
        cut.show();
        QCOMPARE(cut.mask().boundingRect().top(), 4 - area.frameWidth() + area.frameWidth());
        QVERIFY(!cut.mask().isEmpty());
    }
};

QTEST_MAIN(TestFocusRings)
#include "tst_focus_rings.moc"
