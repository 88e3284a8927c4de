// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/announcer.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/bubble_text.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/dialog.h"
#include "ui/widgets/dialog_panel.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/field.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/phone_edit.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/segment_control.h"
#include "ui/widgets/switch.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

using counterbell::Channel;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

QAccessibleInterface *of(QWidget &widget)
{
    return QAccessible::queryAccessibleInterface(&widget);
}

QString name(QWidget &widget)
{
    return of(widget)->text(QAccessible::Name);
}

void act(QWidget &widget, const QString &action)
{
    of(widget)->actionInterface()->doAction(action);
}

} // namespace

/// DESIGN-SYSTEM 8, as a screen reader hears it.
class TestAccessible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paintedTextIsText()
    {
        Paragraph paragraph;
        paragraph.setText(u"80 % is used."_s, u"Sending stops at the cap."_s);
        QCOMPARE(of(paragraph)->role(), QAccessible::StaticText);
        QCOMPARE(name(paragraph), u"80 % is used. Sending stops at the cap."_s);
        BubbleText bubble(BubbleText::Side::Out);
        bubble.setText(u"See you soon!"_s, {});
        QCOMPARE(of(bubble)->role(), QAccessible::StaticText);
        QCOMPARE(name(bubble), u"See you soon!"_s);
    }

    void aSearchFieldsOwnButtonHasAName()
    {
        SearchField field(u"Search"_s);
        const auto *button = of(field)->child(0);
        QVERIFY(button);
        QCOMPARE(button->text(QAccessible::Name), u"Clear"_s);
    }

    void aSwitchIsACheckBoxThatToggles()
    {
        Switch toggle(u"Job ready"_s);
        QCOMPARE(of(toggle)->role(), QAccessible::CheckBox);
        QCOMPARE(name(toggle), u"Job ready"_s);
        QVERIFY(of(toggle)->state().checkable);
        QVERIFY(!of(toggle)->state().checked);
        QVERIFY(of(toggle)->actionInterface()->actionNames().contains(QAccessibleActionInterface::toggleAction()));
        QSignalSpy toggled(&toggle, &QAbstractButton::toggled);
        act(toggle, QAccessibleActionInterface::toggleAction());
        QCOMPARE(toggled.count(), 1);
        QVERIFY(of(toggle)->state().checked);
        toggle.setEnabled(false);
        QVERIFY(of(toggle)->state().disabled);
        act(toggle, QAccessibleActionInterface::toggleAction());
        QCOMPARE(toggled.count(), 1);
    }

    void filterChipsAreNamedLabelFirstCountAfter()
    {
        FilterChipRow row(u"View"_s);
        auto *chip = row.addChip(u"needsYou"_s, u"Needs you"_s);
        row.addChip(u"all"_s, u"All"_s);
        row.setCurrent(u"all"_s);
        QCOMPARE(name(*chip), u"Needs you"_s);
        row.setCount(u"needsYou"_s, 4);
        QCOMPARE(name(*chip), u"Needs you 4"_s);
        QCOMPARE(of(*chip)->role(), QAccessible::RadioButton);
        QCOMPARE(of(row)->role(), QAccessible::Grouping);
        QSignalSpy changed(&row, &FilterChipRow::currentChanged);
        act(*chip, QAccessibleActionInterface::toggleAction());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(row.current(), u"needsYou"_s);
        FilterChip alone(u"Unread"_s);
        QCOMPARE(of(alone)->role(), QAccessible::CheckBox);
    }

    void segmentsAreRadioButtons()
    {
        SegmentControl control(u"Channel"_s);
        control.addSegment(u"whatsapp"_s, u"WhatsApp"_s, Channel::Whatsapp);
        control.addSegment(u"sms"_s, u"SMS"_s, Channel::Sms);
        auto *sms = control.findChild<QAbstractButton *>(u"sms"_s);
        QCOMPARE(of(*sms)->role(), QAccessible::RadioButton);
        QCOMPARE(name(*sms), u"SMS"_s);
        QCOMPARE(name(control), u"Channel"_s);
        act(*sms, QAccessibleActionInterface::toggleAction());
        QCOMPARE(control.current(), u"sms"_s);
        QVERIFY(of(*sms)->state().checked);
    }

    void whatIsOnlyReadIsText()
    {
        Chip chip(ChipLook::Stop);
        QCOMPARE(of(chip)->role(), QAccessible::StaticText);
        QCOMPARE(name(chip), u"STOP"_s);
        Pill pill;
        pill.setState(PillLook::Open, u"Free reply for 3 h 12 min"_s, 0.2);
        QCOMPARE(of(pill)->role(), QAccessible::StaticText);
        QCOMPARE(name(pill), u"Free reply for 3 h 12 min"_s);
        ElidedLabel label(u"Ava"_s);
        QCOMPARE(name(label), u"Ava"_s);
    }

    void anIconButtonIsNamedByItsTooltip()
    {
        IconButton plain(u"attach"_s, u"Attach"_s);
        QCOMPARE(name(plain), u"Attach"_s);
        QCOMPARE(plain.toolTip(), u"Attach"_s);
        IconButton keyed(u"template"_s, u"Templates"_s, QKeySequence(u"Ctrl+T"_s));
        QCOMPARE(name(keyed), u"Templates"_s);
        QCOMPARE(keyed.toolTip(), u"Templates  Ctrl T"_s);
    }

    void fieldsHaveNamesAndSayWhatIsWrong()
    {
        auto *phone = new PhoneEdit;
        Field field(u"Customer phone"_s, phone);
        QCOMPARE(name(*phone), u"Customer phone"_s);
        field.setError(u"Leave out the extension."_s);
        QCOMPARE(of(*phone)->text(QAccessible::Description), u"Leave out the extension."_s);
        SearchField search(u"Search"_s);
        QCOMPARE(name(search), u"Search"_s);
    }

    void whatAppearsIsANotification()
    {
        Banner banner(BannerLook::Danger);
        banner.setText(u"Ava opted out."_s, u"Sending is disabled."_s, true);
        QCOMPARE(of(banner)->role(), QAccessible::Notification);
        QCOMPARE(name(banner), u"Ava opted out. Sending is disabled."_s);
        ToastSpec spec;
        spec.fact = u"SMS to Ava in %1 s."_s;
        spec.countdown = std::chrono::seconds(8);
        Toast toast(spec);
        QCOMPARE(of(toast)->role(), QAccessible::Notification);
        QCOMPARE(name(toast), u"SMS to Ava in 8 s."_s);
    }

    void announcementsAppearAndGo()
    {
        QWidget window;
        window.show();
        announce(&window, u"Message sent"_s);
        QPointer<QWidget> said = window.findChild<QWidget *>(u"announcement"_s);
        QVERIFY(said && said->isVisible());
        QCOMPARE(of(*said)->role(), QAccessible::Notification);
        QCOMPARE(name(*said), u"Message sent"_s);
        QTRY_VERIFY(!said);
    }

    void aDialogIsOne()
    {
        QWidget window;
        auto *dialog = new Dialog(u"New job"_s, &window);
        auto *panel = dialog->findChild<DialogPanel *>();
        QCOMPARE(of(*panel)->role(), QAccessible::Dialog);
        QCOMPARE(name(*panel), u"New job"_s);
    }
};

QTEST_MAIN(TestAccessible)
#include "tst_accessible.moc"
