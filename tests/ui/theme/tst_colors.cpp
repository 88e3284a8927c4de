// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/colors.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

double luminance(const QColor &color)
{
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double first = luminance(one) + 0.05;
    const double second = luminance(other) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

QJsonObject tokens(QLatin1StringView scheme)
{
    QFile file(u":/theme/tokens.json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()[scheme].toObject()
                                          : QJsonObject();
}

using Role = QColor Colors::*;

} // namespace

class TestColors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// DESIGN-SYSTEM 8: as computed there, light and dark.
    void pairsContrastAsTheDesignSays_data()
    {
        QTest::addColumn<Role>("ink");
        QTest::addColumn<Role>("ground");
        QTest::addColumn<double>("light");
        QTest::addColumn<double>("dark");
        QTest::newRow("text on base") << &Colors::text << &Colors::base << 17.5 << 14.0;
        QTest::newRow("text on sel") << &Colors::text << &Colors::sel << 14.7 << 11.3;
        QTest::newRow("text2 on base") << &Colors::text2 << &Colors::base << 7.9 << 8.5;
        QTest::newRow("text2 on window") << &Colors::text2 << &Colors::window << 7.0 << 9.4;
        QTest::newRow("text3 on base") << &Colors::text3 << &Colors::base << 5.8 << 6.4;
        QTest::newRow("text3 on window") << &Colors::text3 << &Colors::window << 5.1 << 7.1;
        QTest::newRow("text3 on sel") << &Colors::text3 << &Colors::sel << 4.8 << 5.2;
        QTest::newRow("text3 on disabled") << &Colors::text3 << &Colors::disabled << 5.1 << 6.1;
        QTest::newRow("text3 on bubble out") << &Colors::text3 << &Colors::bubOut << 4.9 << 5.2;
        QTest::newRow("accent-t on base") << &Colors::accentT << &Colors::base << 5.5 << 7.7;
        QTest::newRow("accent-t on sel") << &Colors::accentT << &Colors::sel << 4.6 << 6.2;
        QTest::newRow("attn-t on base") << &Colors::attnT << &Colors::base << 6.4 << 7.7;
        QTest::newRow("attn-t on attn-soft") << &Colors::attnT << &Colors::attnSoft << 5.7 << 6.9;
        QTest::newRow("control on base") << &Colors::control << &Colors::base << 3.7 << 3.8;
        QTest::newRow("control on window") << &Colors::control << &Colors::window << 3.3 << 4.2;
        QTest::newRow("danger-t on base") << &Colors::dangerT << &Colors::base << 6.5 << 6.9;
        QTest::newRow("danger-t on danger-soft") << &Colors::dangerT << &Colors::dangerSoft << 5.7 << 6.1;
        QTest::newRow("ok on ok-soft") << &Colors::ok << &Colors::okSoft << 5.7 << 6.4;
        QTest::newRow("ok on base") << &Colors::ok << &Colors::base << 6.6 << 7.5;
        QTest::newRow("ai on ai-soft") << &Colors::ai << &Colors::aiSoft << 6.1 << 6.9;
        QTest::newRow("white on accent") << &Colors::onAccent << &Colors::accent << 5.5 << 5.5;
        QTest::newRow("white on accent hover") << &Colors::onAccent << &Colors::accentH << 7.2 << 4.6;
        QTest::newRow("white on accent pressed") << &Colors::onAccent << &Colors::accentP << 9.4 << 7.2;
        QTest::newRow("white on danger") << &Colors::onAccent << &Colors::danger << 6.5 << 6.5;
        QTest::newRow("white on the brass badge") << &Colors::onAccent << &Colors::badgeAttn << 5.0 << 5.0;
        QTest::newRow("on-toast") << &Colors::onToast << &Colors::toast << 14.4 << 14.9;
        QTest::newRow("toast action") << &Colors::toastAct << &Colors::toast << 9.0 << 4.7;
        QTest::newRow("white glyph on wa") << &Colors::onAccent << &Colors::wa << 4.1 << 4.1;
        QTest::newRow("white glyph on sms") << &Colors::onAccent << &Colors::sms << 5.2 << 5.2;
        QTest::newRow("wa on pane") << &Colors::wa << &Colors::pane << 3.9 << 4.2;
        QTest::newRow("sms on pane") << &Colors::sms << &Colors::pane << 4.9 << 3.4;
    }
    void pairsContrastAsTheDesignSays()
    {
        QFETCH(Role, ink);
        QFETCH(Role, ground);
        QFETCH(double, light);
        QFETCH(double, dark);
        const auto is = [&](Scheme scheme) { return contrast(colors(scheme).*ink, colors(scheme).*ground); };
        QVERIFY2(std::abs(is(Scheme::Light) - light) < 0.1, qPrintable(QString::number(is(Scheme::Light))));
        QVERIFY2(std::abs(is(Scheme::Dark) - dark) < 0.1, qPrintable(QString::number(is(Scheme::Dark))));
    }

    void whatIsOnInTheDarkStandsOutFromTheGround()
    {
        const auto &c = colors(Scheme::Dark);
        QVERIFY(contrast(c.checkedFill, c.base) >= 3.8);
        QCOMPARE(colors(Scheme::Light).checkedFill, colors(Scheme::Light).accent);
    }

    void everyTokenIsReadInBothSchemes()
    {
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            const auto given = tokens(scheme == Scheme::Dark ? "dark"_L1 : "light"_L1);
            QVERIFY(given.size() > 50);
            for (const auto &name : given.keys()) {
                const auto replaced = withColors("@"_L1 + name + "@"_L1, scheme);
                QVERIFY2(QColor(replaced).isValid(), qPrintable(name));
                const auto text = given[name].toString();
                if (text.startsWith(u'#'))
                    QVERIFY2(QColor(replaced) == QColor(text), qPrintable(name));
            }
        }
        QCOMPARE(colors(Scheme::Light).scrim, QColor(28, 25, 23, 112));
        QCOMPARE(colors(Scheme::Dark).scrim, QColor(0, 0, 0, 153));
    }

    void theStyleSheetLeavesNoColourOpen()
    {
        QFile file(u":/theme/counterbell.qss"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto sheet = withColors(QString::fromUtf8(file.readAll()), Scheme::Light);
        sheet.remove(QRegularExpression(u"@(12|13|15|18)px@"_s)); // Theme's, with the font's size
        QVERIFY(!sheet.contains(u'@'));
    }

    void paletteTellsItsScheme()
    {
        for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
            QCOMPARE(schemeOf(palette(scheme)), scheme);
            QCOMPARE(&colors(palette(scheme)), &colors(scheme));
            QCOMPARE(palette(scheme).color(QPalette::Highlight), colors(scheme).sel);
            QCOMPARE(palette(scheme).color(QPalette::Disabled, QPalette::ButtonText), colors(scheme).textd);
            QCOMPARE(palette(scheme).color(QPalette::PlaceholderText), colors(scheme).text3);
        }
    }

    void avatarsKeepTheirTintAndStayLegible()
    {
        QSet<QRgb> seen;
        for (int person = 0; person < 60; ++person) {
            const auto id = u"cnt_%1"_s.arg(person);
            const auto light = avatarTint(id, Scheme::Light);
            const auto dark = avatarTint(id, Scheme::Dark);
            QVERIFY(contrast(light.fill, light.text) >= 6.15);
            QVERIFY(contrast(dark.fill, dark.text) >= 7.35);
            QCOMPARE(avatarTint(id, Scheme::Light).fill, light.fill);
            seen.insert(light.fill.rgb());
        }
        QCOMPARE(seen.size(), 6);
    }
};

QTEST_GUILESS_MAIN(TestColors)
#include "tst_colors.moc"
