// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/widgets/gallery.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QHelpEvent>
#include <QTest>
#include <QToolTip>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

QPixmap grabbedTip()
{
    for (auto *widget : QApplication::topLevelWidgets()) {
        if (widget->inherits("QTipLabel") && widget->isVisible())
            return widget->grab();
    }
    return {};
}

} // namespace

/// Paints all components as the design's sheet 12b has them. With COUNTERBELL_PICTURES set to a folder it writes
/// 12b-components.png there, to be held beside the drawing.
class TestGallery : public QObject
{
    Q_OBJECT

private:
    QImage m_light, m_dark;

    static QImage half(Theme &theme, Theme::Mode mode)
    {
        theme.setMode(mode);
        gallery::Gallery gallery;
        gallery.show();
        gallery.activateWindow();
        if (!QTest::qWaitForWindowActive(&gallery))
            return {};
        gallery.focused->setFocus(Qt::MouseFocusReason);
        gallery.focused->end(false);
        gallery.showRings();
        auto picture = gallery.grab().toImage();

        QPainter painter(&picture);
        QHelpEvent asked(QEvent::ToolTip, QPoint(4, 4), QPoint(4, 4));
        gallery.tipped->show();
        QApplication::sendEvent(gallery.tipped, &asked);
        const auto first = grabbedTip();
        QToolTip::hideText();
        QToolTip::showText(QPoint(300, 300), u"Free reply until 17:44"_s, &gallery);
        const auto second = grabbedTip();
        painter.drawPixmap(552, 832, first);
        painter.drawPixmap(552, 864, second);
        QToolTip::hideText();
        return picture;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setCursorFlashTime(0);
        Theme theme;
        m_light = half(theme, Theme::Mode::Light);
        m_dark = half(theme, Theme::Mode::Dark);
        QCOMPARE(m_light.size(), QSize(720, 900));
        QCOMPARE(m_dark.size(), QSize(720, 900));
    }

    /// Points of the drawing, which has the same colours there.
    void colourStandsWhereTheDrawingHasIt_data()
    {
        using Role = QColor Colors::*;
        QTest::addColumn<QPoint>("at");
        QTest::addColumn<Role>("role");
        QTest::newRow("ground") << QPoint(4, 4) << &Colors::base;
        QTest::newRow("primary at rest") << QPoint(36, 60) << &Colors::accent;
        QTest::newRow("primary under the pointer") << QPoint(136, 60) << &Colors::accentH;
        QTest::newRow("primary pressed") << QPoint(236, 60) << &Colors::accentP;
        QTest::newRow("focus ring") << QPoint(370, 33) << &Colors::accentT;
        QTest::newRow("gap inside the ring") << QPoint(370, 35) << &Colors::base;
        QTest::newRow("disabled") << QPoint(430, 60) << &Colors::disabled;
        QTest::newRow("neutral under the pointer") << QPoint(115, 88) << &Colors::hover;
        QTest::newRow("neutral pressed") << QPoint(192, 88) << &Colors::pressed;
        QTest::newRow("danger") << QPoint(515, 88) << &Colors::danger;
        QTest::newRow("icon button under the pointer") << QPoint(630, 88) << &Colors::hover;
        QTest::newRow("chosen filter") << QPoint(40, 168) << &Colors::accent;
        QTest::newRow("open window") << QPoint(298, 168) << &Colors::accentSoft;
        QTest::newRow("closing window") << QPoint(482, 168) << &Colors::attnSoft;
        QTest::newRow("AI") << QPoint(36, 194) << &Colors::aiSoft;
        QTest::newRow("Needs you") << QPoint(68, 194) << &Colors::attnSoft;
        QTest::newRow("STOP") << QPoint(268, 194) << &Colors::dangerSoft;
        QTest::newRow("Waiting") << QPoint(504, 194) << &Colors::neutralSoft;
        QTest::newRow("Failed") << QPoint(584, 194) << &Colors::dangerSoft;
        QTest::newRow("Approved") << QPoint(172, 224) << &Colors::okSoft;
        QTest::newRow("Paused") << QPoint(346, 224) << &Colors::attnSoft;
        QTest::newRow("closed window") << QPoint(515, 232) << &Colors::neutralSoft;
        QTest::newRow("switch on") << QPoint(42, 303) << &Colors::checkedFill;
        QTest::newRow("switch off") << QPoint(102, 303) << &Colors::control;
        QTest::newRow("checked box") << QPoint(223, 300) << &Colors::checkedFill;
        QTest::newRow("option's dot") << QPoint(321, 300) << &Colors::onAccent;
        QTest::newRow("unread badge") << QPoint(647, 300) << &Colors::accent;
        QTest::newRow("brass badge") << QPoint(673, 300) << &Colors::badgeAttn;
        QTest::newRow("focused field") << QPoint(200, 430) << &Colors::accentT;
        QTest::newRow("wrong field") << QPoint(200, 490) << &Colors::dangerT;
        QTest::newRow("locked field") << QPoint(40, 580) << &Colors::disabled;
        QTest::newRow("menu") << QPoint(410, 450) << &Colors::raised;
        QTest::newRow("menu's line") << QPoint(500, 558) << &Colors::line;
        QTest::newRow("neutral banner") << QPoint(40, 656) << &Colors::pane;
        QTest::newRow("danger banner") << QPoint(40, 690) << &Colors::dangerSoft;
        QTest::newRow("danger banner's line") << QPoint(200, 686) << &Colors::dangerLine;
        QTest::newRow("brass banner") << QPoint(40, 760) << &Colors::attnSoft;
        QTest::newRow("button in a banner") << QPoint(610, 760) << &Colors::base;
        QTest::newRow("toast") << QPoint(40, 842) << &Colors::toast;
        QTest::newRow("second toast") << QPoint(340, 842) << &Colors::toast;
        QTest::newRow("tooltip") << QPoint(556, 836) << &Colors::toast;
        QTest::newRow("second tooltip") << QPoint(556, 870) << &Colors::toast;
    }
    void colourStandsWhereTheDrawingHasIt()
    {
        using Role = QColor Colors::*;
        QFETCH(QPoint, at);
        QFETCH(Role, role);
        QCOMPARE(m_light.pixelColor(at), colors(Scheme::Light).*role);
        QCOMPARE(m_dark.pixelColor(at), colors(Scheme::Dark).*role);
    }

    void bothHalvesMakeTheSheet()
    {
        QImage sheet(1440, 900, QImage::Format_RGB32);
        QPainter painter(&sheet);
        painter.drawImage(0, 0, m_light);
        painter.drawImage(720, 0, m_dark);
        painter.end();
        QVERIFY(m_light != m_dark);
        if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
            QVERIFY(sheet.save(folder + "/12b-components.png"_L1));
    }
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
