// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

QImage shown(QWidget &widget)
{
    widget.resize(widget.sizeHint());
    widget.show();
    return widget.grab().toImage();
}

/// The colour or, where strokes are thin, nearly it.
bool has(const QImage &image, const QColor &color)
{
    const auto isNear = [](int one, int other) { return std::abs(one - other) < 40; };
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const auto pixel = image.pixelColor(x, y);
            if (isNear(pixel.red(), color.red()) && isNear(pixel.green(), color.green()) &&
                isNear(pixel.blue(), color.blue()))
                return true;
        }
    }
    return false;
}

} // namespace

class TestStyle : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
    }
    void cleanup() { QApplication::setFont(applicationFont(1)); }

    void controlsAreAsHighAsTheDesignHasThem()
    {
        QPushButton button(u"Details"_s);
        QCOMPARE(button.sizeHint().height(), 32);
        button.setProperty("large", true);
        QCOMPARE(button.sizeHint().height(), 40);
        QToolButton tool;
        tool.setIcon(icon(u"attach"_s));
        QCOMPARE(tool.sizeHint(), QSize(32, 32));
        QLineEdit line;
        QCOMPARE(line.sizeHint().height(), 32);
        line.setProperty("large", true);
        QCOMPARE(line.sizeHint().height(), 40);
        QComboBox combo;
        combo.addItem(u"Mia Tanaka"_s);
        QCOMPARE(combo.sizeHint().height(), 32);
        QSpinBox spin;
        spin.show();
        QCOMPARE(spin.height(), 32);
        QCheckBox box(u"Ava agrees"_s);
        QVERIFY(box.sizeHint().height() >= 32);
        QMenu menu;
        menu.addAction(icon(u"phone"_s), u"Call"_s);
        QCOMPARE(menu.actionGeometry(menu.actions().first()).height(), 32);
    }

    void controlsGrowWithLargeText()
    {
        QApplication::setFont(applicationFont(1.3));
        QPushButton button(u"Details"_s);
        QCOMPARE(button.sizeHint().height(), 42);
        QLineEdit line;
        QCOMPARE(line.sizeHint().height(), 42);
        QCOMPARE(font(Text::Meta).pixelSize(), 16);
        QCOMPARE(font(Text::Title).pixelSize(), 24);
        QCOMPARE(lineHeight(Text::Base), 26);
    }

    void aButtonsKindIsItsLook_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QColor>("fill");
        const auto &c = colors(Scheme::Light);
        QTest::newRow("neutral") << QString() << c.base;
        QTest::newRow("primary") << u"primary"_s << c.accent;
        QTest::newRow("danger") << u"danger"_s << c.danger;
    }
    void aButtonsKindIsItsLook()
    {
        QFETCH(QString, kind);
        QFETCH(QColor, fill);
        QPushButton button(u"Send"_s);
        button.setProperty("kind", kind);
        QCOMPARE(shown(button).pixelColor(6, 6), fill);
        button.setEnabled(false);
        QCOMPARE(shown(button).pixelColor(6, 6), colors(Scheme::Light).disabled);
        m_theme->setMode(Theme::Mode::Dark);
        QCOMPARE(shown(button).pixelColor(6, 6), colors(Scheme::Dark).disabled);
    }

    void aChangedKindShowsAtOnce()
    {
        QPushButton button(u"Take over"_s);
        button.show();
        QCOMPARE(button.grab().toImage().pixelColor(6, 6), colors(Scheme::Light).base);
        button.setProperty("kind", u"primary"_s);
        QCOMPARE(button.grab().toImage().pixelColor(6, 6), colors(Scheme::Light).accent);
        const auto before = button.sizeHint();
        button.setProperty("large", true);
        QVERIFY(button.sizeHint().height() > before.height());
    }

    void anErrorTurnsTheFieldsBorder()
    {
        QLineEdit line(u"5555 ext 12"_s);
        QCOMPARE(shown(line).pixelColor(line.width() / 2, 0), colors(Scheme::Light).control);
        line.setProperty("error", true);
        const auto wrong = shown(line);
        QCOMPARE(wrong.pixelColor(line.width() / 2, 0), colors(Scheme::Light).dangerT);
        QCOMPARE(wrong.pixelColor(line.width() / 2, 1), colors(Scheme::Light).dangerT);
        line.setEnabled(false);
        line.setProperty("error", false);
        QCOMPARE(shown(line).pixelColor(line.width() / 2, 0), colors(Scheme::Light).line2);
    }

    void theMarkStandsAtTheEndInBothDirections()
    {
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            QLineEdit line;
            line.setLayoutDirection(direction);
            line.setProperty("error", true);
            line.resize(200, 32);
            line.show();
            const auto picture = line.grab().toImage();
            const auto start = picture.copy(8, 4, 24, 24);
            const auto end = picture.copy(200 - 32, 4, 24, 24);
            const auto danger = colors(Scheme::Light).dangerT;
            QCOMPARE(has(end, danger), direction == Qt::LeftToRight);
            QCOMPARE(has(start, danger), direction == Qt::RightToLeft);
        }
    }

    /// DESIGN-SYSTEM 9: text takes its own direction and stays at its side.
    void textStandsAtItsFieldsSide()
    {
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            for (const auto &text : {u"Ava Lindqvist"_s, u"ليلى حداد"_s}) {
                QLineEdit line(text);
                line.setLayoutDirection(direction);
                line.resize(300, 32);
                line.show();
                const auto picture = line.grab().toImage();
                const auto ink = colors(Scheme::Light).text;
                QCOMPARE(has(picture.copy(8, 4, 60, 24), ink), direction == Qt::LeftToRight);
                QCOMPARE(has(picture.copy(300 - 68, 4, 60, 24), ink), direction == Qt::RightToLeft);
            }
        }
    }

    void textStandsAtItsLabelsSide()
    {
        for (const auto &text : {u"Ava Lindqvist"_s, u"ليلى حداد"_s}) {
            QLabel label(text);
            label.resize(300, 32);
            label.show();
            for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft, Qt::LeftToRight}) {
                label.setLayoutDirection(direction);
                const auto picture = label.grab().toImage();
                const auto ink = label.palette().color(QPalette::WindowText);
                QCOMPARE(has(picture.copy(0, 0, 60, 32), ink), direction == Qt::LeftToRight);
                QCOMPARE(has(picture.copy(240, 0, 60, 32), ink), direction == Qt::RightToLeft);
            }
        }
    }

    void aListIsAsWideAsItsLongestRow()
    {
        QComboBox combo;
        combo.addItems({u"Mia"_s, u"Counterbell assistant of the whole shop"_s});
        combo.setFixedWidth(90);
        combo.show();
        combo.showPopup();
        QTRY_VERIFY(combo.view()->isVisible());
        QTRY_VERIFY(combo.view()->viewport()->width() >= combo.view()->sizeHintForColumn(0));
        combo.hidePopup();
    }

    void aTextAreaLooksLikeAField()
    {
        QPlainTextEdit area;
        area.resize(200, 80);
        area.show();
        QCOMPARE(area.frameWidth(), 6);
        QCOMPARE(area.grab().toImage().pixelColor(100, 0), colors(Scheme::Light).control);
    }

    void aReasonStaysReadableOnADisabledItem()
    {
        QMenu menu;
        auto *item = menu.addAction(icon(u"bell-off"_s), u"Send SMS\topted out"_s);
        item->setEnabled(false);
        const auto &c = colors(Scheme::Light);
        const auto picture = shown(menu);
        QVERIFY(has(picture, c.textd)); // the icon
        auto *danger = menu.addAction(icon(u"trash"_s), u"Delete"_s);
        danger->setProperty("kind", u"danger"_s);
        QVERIFY(!has(picture, c.dangerT));
        QVERIFY(has(shown(menu), c.dangerT));
    }
};

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
