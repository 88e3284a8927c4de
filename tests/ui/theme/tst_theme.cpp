// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>

using namespace counterbell::ui;

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHeldSheetComesWhenItIsLetGo()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        const auto light = qApp->styleSheet();
        QVERIFY(!light.isEmpty());
        theme.setSheetHeld(true);
        QVERIFY(qApp->styleSheet().isEmpty());
        theme.setSheetHeld(false);
        QCOMPARE(qApp->styleSheet(), light);
    }

    void aChangeMeanwhileIsSeenAtOnceButForTheSheet()
    {
        Theme theme;
        theme.setMode(Theme::Mode::Light);
        const auto light = qApp->styleSheet();
        const auto window = qApp->palette().color(QPalette::Window);
        theme.setSheetHeld(true);
        theme.setMode(Theme::Mode::Dark);
        QVERIFY(qApp->styleSheet().isEmpty());
        QVERIFY(qApp->palette().color(QPalette::Window) != window);
        theme.setSheetHeld(false);
        QVERIFY(!qApp->styleSheet().isEmpty());
        QVERIFY(qApp->styleSheet() != light);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
