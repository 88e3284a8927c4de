// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/field.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/phone_edit.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/section_title.h"
#include "ui/widgets/skeleton.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace counterbell::ui;
using namespace Qt::StringLiterals;

/// Fields and words.
class TestTexts : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;

private Q_SLOTS:
    void init() { m_theme = std::make_unique<Theme>(); }
    void cleanup() { QApplication::setFont(applicationFont(1)); }

    void paragraphsKeepTheDesignsLines()
    {
        Paragraph one(Text::Base);
        one.setText(u"Sending stops at A$100.00."_s);
        QCOMPARE(one.sizeHint().height(), 20);
        QCOMPARE(one.heightForWidth(one.sizeHint().width()), 20);
        QVERIFY(one.heightForWidth(one.sizeHint().width() / 2) >= 40);
        Paragraph two(Text::Base);
        two.setText(u"Ava opted out."_s, u"Sending is disabled."_s, true);
        QCOMPARE(two.sizeHint().height(), 40);
        QCOMPARE(two.text(), u"Ava opted out. Sending is disabled."_s);
        Paragraph small(Text::Meta);
        QCOMPARE(small.sizeHint().height(), 16);
    }

    void markupIsNothingButLetters()
    {
        Paragraph plain;
        plain.setText(u"AAAA"_s);
        Paragraph marked;
        marked.setText(u"<b>AAAA</b>"_s);
        QVERIFY(marked.sizeHint().width() > plain.sizeHint().width());
    }

    void aBannerIsAsHighAsItsLines()
    {
        Banner one(BannerLook::Neutral);
        one.setText(u"AI is replying to Ava."_s);
        QCOMPARE(one.sizeHint().height(), 44);
        Banner two(BannerLook::Danger);
        two.setText(u"Ava opted out."_s, u"Sending is disabled."_s, true);
        QCOMPARE(two.sizeHint().height(), 56);
    }

    void aBannersLinkAndActionAreButtons()
    {
        Banner banner(BannerLook::Attention);
        banner.setText(u"80 % is used."_s);
        banner.setLink(u"Take over"_s);
        auto *action = banner.setAction(u"Budget"_s);
        banner.show();
        QSignalSpy linked(&banner, &Banner::linkActivated);
        QSignalSpy acted(&banner, &Banner::actionTriggered);
        QTest::mouseClick(action, Qt::LeftButton);
        QTest::keyClick(banner.findChild<QToolButton *>(), Qt::Key_Space);
        QCOMPARE(linked.count(), 1);
        QCOMPARE(acted.count(), 1);
        banner.setAction({});
        QVERIFY(!banner.findChild<QPushButton *>());
    }

    void aNumberIsKeptInLatinDigitsWithoutInvisibleLetters_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("kept");
        QTest::newRow("plain") << u"+61 2 5550 0134"_s << u"+61 2 5550 0134"_s;
        QTest::newRow("an extension is for the core to refuse") << u"5555 ext 12"_s << u"5555 ext 12"_s;
        QTest::newRow("Arabic digits") << u"٠٤١٢ ٣٤٥"_s << u"0412 345"_s;
        QTest::newRow("Persian digits") << u"۰۴۱۲"_s << u"0412"_s;
        QTest::newRow("direction marks") << u"\u202A+61 2\u202C"_s << u"+61 2"_s;
        QTest::newRow("a no-break space") << u"+61\u00A02"_s << u"+61 2"_s;
        QTest::newRow("too long") << u"1"_s.repeated(60) << u"1"_s.repeated(40);
    }
    void aNumberIsKeptInLatinDigitsWithoutInvisibleLetters()
    {
        QFETCH(QString, typed);
        QFETCH(QString, kept);
        PhoneEdit edit;
        edit.insert(typed);
        QCOMPARE(edit.text(), kept);
        QCOMPARE(edit.layoutDirection(), Qt::LeftToRight);
    }

    void aNumberIsAskedAboutWhenItMayBeOne()
    {
        PhoneEdit edit;
        QSignalSpy typed(&edit, &PhoneEdit::numberTyped);
        edit.show();
        QTest::keyClicks(&edit, u"0412"_s);
        QTest::keyClicks(&edit, u"34"_s);
        QTRY_COMPARE(typed.count(), 1);
        QCOMPARE(typed.first().first().toString(), u"041234"_s);
    }

    void anErrorStandsInTheHintsPlace()
    {
        auto *line = new QLineEdit;
        Field field(u"Due"_s, line);
        const auto bare = field.sizeHint().height();
        QCOMPARE(bare, 16 + 4 + 32);
        field.setHint(u"Day and time"_s);
        QCOMPARE(field.sizeHint().height(), bare + 4 + 16);
        field.setError(u"That day is over."_s);
        QVERIFY(field.hasError());
        QVERIFY(line->property("error").toBool());
        QCOMPARE(line->accessibleDescription(), u"That day is over."_s);
        field.setError({});
        QVERIFY(!line->property("error").toBool());
        QCOMPARE(line->accessibleDescription(), u"Day and time"_s);
    }

    void anErrorGoesAsSoonAsItIsMended()
    {
        auto *line = new QLineEdit;
        Field field(u"Name"_s, line);
        field.show();
        field.setHint(u"As on the receipt."_s);
        field.setError(u"Type a name."_s);
        QTest::keyClicks(line, u"A"_s);
        QVERIFY(!field.hasError());
        QVERIFY(!line->property("error").toBool());
        // Judged while one types: that has the last word.
        connect(line, &QLineEdit::textEdited, &field, [&] { field.setError(u"Too short."_s); });
        QTest::keyClicks(line, u"B"_s);
        QVERIFY(field.hasError());
    }

    void aSearchWaitsForAPauseAndEscClearsFirst()
    {
        SearchField search(u"Search"_s, QKeySequence(u"Ctrl+K"_s));
        search.show();
        QSignalSpy searched(&search, &SearchField::searchChanged);
        QTest::keyClicks(&search, u"ava"_s);
        QCOMPARE(searched.count(), 0);
        QTRY_COMPARE(searched.count(), 1);
        QCOMPARE(searched.first().first().toString(), u"ava"_s);
        QTest::keyClick(&search, Qt::Key_Escape);
        QCOMPARE(search.text(), QString());
        QCOMPARE(searched.count(), 2); // at once
    }

    void theSearchIconStandsAtTheStart()
    {
        SearchField search(u"Search"_s);
        QCOMPARE(search.textMargins(), QMargins(26, 0, 0, 0));
        search.setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(search.textMargins(), QMargins(0, 0, 26, 0));
    }

    void keysReadAsCaps_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << u"T"_s << u"T"_s;
        QTest::newRow("two") << u"Ctrl+K"_s << u"Ctrl K"_s;
        QTest::newRow("three") << u"Ctrl+Shift+A"_s << u"Ctrl Shift A"_s;
        QTest::newRow("plus") << u"Ctrl++"_s << u"Ctrl +"_s;
        QTest::newRow("none") << QString() << QString();
    }
    void keysReadAsCaps()
    {
        QFETCH(QString, keys);
        QFETCH(QString, text);
        QCOMPARE(keyText(QKeySequence(keys)), text);
    }

    void aCutLabelTellsTheWhole()
    {
        ElidedLabel label(u"Ava <b>Lindqvist</b> of Halden & Rowe"_s);
        label.resize(60, 20);
        label.show();
        QHelpEvent asked(QEvent::ToolTip, {2, 2}, label.mapToGlobal(QPoint(2, 2)));
        QApplication::sendEvent(&label, &asked);
        QCOMPARE(QToolTip::text(), u"Ava &lt;b&gt;Lindqvist&lt;/b&gt; of Halden &amp; Rowe"_s);
        QToolTip::hideText();
        QTRY_VERIFY(!QToolTip::isVisible());
        label.resize(label.sizeHint());
        QApplication::sendEvent(&label, &asked);
        QVERIFY(!QToolTip::isVisible());
    }

    void nothingHereHasButtons()
    {
        EmptyState empty(u"inbox"_s, u"Nobody needs you"_s, u"The AI is looking after 11 conversations."_s);
        auto *button = empty.addButton(u"Show all 38"_s);
        QSignalSpy clicked(button, &QPushButton::clicked);
        empty.resize(300, 400);
        empty.show();
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(clicked.count(), 1);
        QVERIFY(std::abs(button->geometry().center().x() - 150) <= 1);
        QCOMPARE(empty.accessibleName(), u"Nobody needs you. The AI is looking after 11 conversations."_s);
    }

    void aTitlesActionIsALink()
    {
        SectionTitle title(u"Consent"_s);
        QSignalSpy acted(&title, &SectionTitle::actionTriggered);
        title.setAction(u"History"_s);
        title.show();
        QTest::mouseClick(title.findChild<QToolButton *>(), Qt::LeftButton);
        QCOMPARE(acted.count(), 1);
        QCOMPARE(title.height(), 24);
    }

    void aSkeletonWaitsBeforeItShows()
    {
        Skeleton skeleton(Skeleton::Shape::Conversations);
        skeleton.show();
        QVERIFY(!skeleton.isPainted());
        QTRY_VERIFY(skeleton.isPainted());
        skeleton.hide();
        QVERIFY(!skeleton.isPainted());
    }
};

QTEST_MAIN(TestTexts)
#include "tst_texts.moc"
