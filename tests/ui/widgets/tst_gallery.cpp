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
    void everyComponentPaintsInBothSchemes()
    {
        QApplication::setCursorFlashTime(0);
        Theme theme;
        const auto light = half(theme, Theme::Mode::Light);
        const auto dark = half(theme, Theme::Mode::Dark);
        QCOMPARE(light.size(), QSize(720, 900));
        QCOMPARE(light.pixelColor(4, 4), colors(Scheme::Light).base);
        QCOMPARE(dark.pixelColor(4, 4), colors(Scheme::Dark).base);

        QImage sheet(1440, 900, QImage::Format_RGB32);
        QPainter painter(&sheet);
        painter.drawImage(0, 0, light);
        painter.drawImage(720, 0, dark);
        painter.end();
        if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
            QVERIFY(sheet.save(folder + "/12b-components.png"_L1));
    }
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
