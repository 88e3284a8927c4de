// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/colors.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/segment_control.h"
#include "ui/widgets/switch.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using counterbell::Channel;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

/// Switch, segments, filter chips and menu under mouse and keys, both ways round.
class TestChoices : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

    static QImage picture(QWidget &widget)
    {
        widget.resize(widget.sizeHint());
        return widget.grab().toImage();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
    }

    void theKnobMovesToTheEnd()
    {
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            Switch toggle(u"Job ready"_s);
            toggle.setLayoutDirection(direction);
            toggle.setWordShown(false);
            QCOMPARE(toggle.sizeHint(), QSize(36, 20));
            const int end = direction == Qt::LeftToRight ? 26 : 10;
            QCOMPARE(picture(toggle).pixelColor(end, 10), colors(Scheme::Light).control);
            QCOMPARE(picture(toggle).pixelColor(36 - end, 10), QColor(Qt::white));
            toggle.setChecked(true);
            QCOMPARE(picture(toggle).pixelColor(end, 10), QColor(Qt::white));
            QCOMPARE(picture(toggle).pixelColor(36 - end, 10), colors(Scheme::Light).checkedFill);
        }
    }

    void theWordsRoomDoesntChangeWithTheWord()
    {
        Switch toggle(u"Job ready"_s);
        const auto off = toggle.sizeHint();
        toggle.setChecked(true);
        QCOMPARE(toggle.sizeHint(), off);
        QVERIFY(off.width() > 36);
    }

    void aClickInItsRowFlipsASwitch()
    {
        QWidget row;
        row.resize(300, 64);
        Switch toggle(u"Job ready"_s, &row);
        toggle.move(240, 20);
        setRowTarget(&row, &toggle);
        row.show();
        QSignalSpy toggled(&toggle, &QAbstractButton::toggled);
        QTest::mouseClick(&row, Qt::LeftButton, {}, {20, 20});
        QCOMPARE(toggled.count(), 1);
        QTest::mouseClick(&toggle, Qt::LeftButton);
        QCOMPARE(toggled.count(), 2);
        QTest::mouseClick(&row, Qt::RightButton, {}, {20, 20});
        QTest::mousePress(&row, Qt::LeftButton, {}, {20, 20});
        QTest::mouseRelease(&row, Qt::LeftButton, {}, {20, 200}); // let go elsewhere
        QCOMPARE(toggled.count(), 2);
        toggle.setEnabled(false);
        QTest::mouseClick(&row, Qt::LeftButton, {}, {20, 20});
        QCOMPARE(toggled.count(), 2);
    }

    void segmentsFollowTheArrows_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<int>("forward");
        QTest::newRow("left to right") << Qt::LeftToRight << int(Qt::Key_Right);
        QTest::newRow("right to left") << Qt::RightToLeft << int(Qt::Key_Left);
    }
    void segmentsFollowTheArrows()
    {
        QFETCH(Qt::LayoutDirection, direction);
        QFETCH(int, forward);
        SegmentControl control(u"View"_s);
        control.setLayoutDirection(direction);
        for (const auto &key : {u"board"_s, u"list"_s, u"done"_s})
            control.addSegment(key, key);
        control.setSegmentEnabled(u"list"_s, false, u"Nothing to list."_s);
        control.show();
        QVERIFY(QTest::qWaitForWindowActive(&control));
        QCOMPARE(control.current(), u"board"_s);
        QSignalSpy changed(&control, &SegmentControl::currentChanged);
        auto *first = control.findChild<QAbstractButton *>(u"board"_s);
        auto *last = control.findChild<QAbstractButton *>(u"done"_s);
        QCOMPARE(first->x() < last->x(), direction == Qt::LeftToRight);
        first->setFocus();
        QTest::keyClick(first, Qt::Key(forward));
        QCOMPARE(control.current(), u"done"_s);
        QVERIFY(last->hasFocus());
        QTest::keyClick(last, Qt::Key(forward)); // the end is the end
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().toString(), u"done"_s);
        QTest::mouseClick(last, Qt::LeftButton); // stays chosen
        QVERIFY(last->isChecked());
        QCOMPARE(changed.count(), 1);
        control.setCurrent(u"board"_s);
        control.setCurrent(u"nothing"_s);
        QCOMPARE(control.current(), u"board"_s);
        QCOMPARE(changed.count(), 1);
        QVERIFY(first->focusPolicy() & Qt::TabFocus);
        QVERIFY(!(last->focusPolicy() & Qt::TabFocus)); // one stop
    }

    void filterChipsChooseOneAndSayItOnce()
    {
        FilterChipRow row(u"View"_s);
        for (const auto &key : {u"needsYou"_s, u"mine"_s, u"ai"_s})
            row.addChip(key, key);
        row.show();
        QVERIFY(QTest::qWaitForWindowActive(&row));
        row.setCurrent(u"needsYou"_s);
        QSignalSpy changed(&row, &FilterChipRow::currentChanged);
        auto *mine = row.findChild<FilterChip *>(u"mine"_s);
        QCOMPARE(mine->height(), 32); // the target; 28 of it drawn
        QTest::mouseClick(mine, Qt::LeftButton);
        QTest::mouseClick(mine, Qt::LeftButton);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(row.current(), u"mine"_s);
        QVERIFY(mine->isChecked());
        row.setCurrent(u"snoozed"_s); // a view under More
        QVERIFY(!mine->isChecked());
        QCOMPARE(row.current(), QString());
        QCOMPARE(changed.count(), 1);
        QTest::mouseClick(mine, Qt::LeftButton);
        QCOMPARE(changed.count(), 2);
        QTest::keyClick(mine, Qt::Key_Right);
        QCOMPARE(row.current(), u"ai"_s);
    }

    void filterChipsScrollAndNeverWrap()
    {
        FilterChipRow row(u"View"_s);
        for (int index = 0; index < 8; ++index)
            row.addChip(QString::number(index), u"Wartet auf Abholung"_s);
        const int height = row.sizeHint().height();
        row.resize(300, height);
        row.show();
        QVERIFY(row.widget()->width() > 300);
        QCOMPARE(row.widget()->height(), height);
        auto *last = row.findChild<FilterChip *>(u"7"_s);
        QVERIFY(row.horizontalScrollBar()->value() == 0);
        last->click();
        QVERIFY(row.horizontalScrollBar()->value() > 0);
        QVERIFY(row.viewport()->rect().contains(last->mapTo(row.viewport(), last->rect().center())));
    }

    void menusSayWhyAnItemIsDisabled()
    {
        MenuWithReasons menu;
        int chosen = 0;
        auto *take = menu.addItem(u"take-over"_s, u"Take over"_s, QKeySequence(u"T"_s), [&] { ++chosen; });
        auto *send = menu.addItem(u"bell-off"_s, u"Send SMS to Tom & Co"_s, [&] { chosen += 10; });
        QCOMPARE(take->text(), u"Take over\tT"_s);
        QCOMPARE(send->text(), u"Send SMS to Tom && Co"_s);
        menu.refuse(send, u"opted out"_s);
        QCOMPARE(send->text(), u"Send SMS to Tom && Co\topted out"_s);
        QVERIFY(!send->isEnabled());
        send->trigger();
        take->trigger();
        QCOMPARE(chosen, 1);
        menu.refuse(send, {});
        QVERIFY(send->isEnabled());
        menu.refuse(take, u"Mia has it"_s);
        menu.refuse(take, {});
        QCOMPARE(take->text(), u"Take over\tT"_s); // the key is back
        QVERIFY(menu.sizeHint().width() >= 200);
        menu.ensurePolished();
        menu.resize(menu.sizeHint());
        QVERIFY(menu.minimumWidth() == 224);
    }
};

QTEST_MAIN(TestChoices)
#include "tst_choices.moc"
