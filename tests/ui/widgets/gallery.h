// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/colors.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/count_badge.h"
#include "ui/widgets/field.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/phone_edit.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/segment_control.h"
#include "ui/widgets/switch.h"
#include "ui/widgets/toast.h"

#include <QCheckBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>

namespace counterbell::ui::gallery
{

using namespace Qt::StringLiterals;

enum class Press {
    Rest,
    Hover,
    Down,
    Focus,
    Disabled,
};

/// Something painted by a free function, as delegates do.
class Painted : public QWidget
{
public:
    Painted(QSize size, std::function<void(QPainter &, const QRect &)> paint) : m_paint(std::move(paint))
    {
        setFixedSize(size);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        m_paint(painter, rect());
    }

private:
    std::function<void(QPainter &, const QRect &)> m_paint;
};

/// Every component of 12b, at the picture's places: 720 x 900.
class Gallery : public QWidget
{
public:
    Gallery()
    {
        setFixedSize(720, 900);
        setAutoFillBackground(true);
        buttons();
        chips();
        options();
        fields();
        menu();
        banners();
        toasts();
    }

    QLineEdit *focused = nullptr;
    QList<QPointer<QWidget>> ringed;
    IconButton *tipped = nullptr;

    /// Rings follow shown controls only, so they come last.
    void showRings()
    {
        for (auto &control : ringed)
            (new FocusRing(control))->show();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colors(palette()).base);
    }

private:
    static constexpr int kLeft = 32;

    /// A row from x, centred on its height.
    void row(int y, int height, int gap, const QList<QWidget *> &widgets, int x = kLeft)
    {
        for (auto *widget : widgets) {
            if (!widget) {
                x += gap; // the design's empty 8 px
                continue;
            }
            widget->setParent(this);
            widget->ensurePolished();
            widget->resize(widget->sizeHint().expandedTo(widget->minimumSize()).boundedTo(widget->maximumSize()));
            widget->move(x, y + (height - widget->height()) / 2);
            x += widget->width() + gap;
        }
    }

    void title(int y, const QString &text, int x = kLeft)
    {
        row(y, 20, 0,
            {new Painted({400, 20},
                         [this, text](QPainter &painter, const QRect &rect) {
                             painter.setFont(ui::font(Text::MetaStrong));
                             painter.setPen(colors(palette()).text3);
                             painter.drawText(rect.adjusted(0, -2, 0, -2), Qt::AlignVCenter, text);
                         })},
            x);
    }

    template <class Button>
    Button *pressed(Button *button, Press press)
    {
        button->setDown(press == Press::Down);
        button->setEnabled(press != Press::Disabled);
        if (press == Press::Hover || press == Press::Down)
            button->setAttribute(Qt::WA_UnderMouse);
        if (press == Press::Focus)
            ringed << button;
        return button;
    }

    QPushButton *button(const QString &text, const QString &kind, bool isLarge, const QString &iconName = {},
                        int iconSize = 18, Press press = Press::Rest)
    {
        auto *button = new QPushButton(text);
        button->setProperty("kind", kind);
        button->setProperty("large", isLarge);
        if (!iconName.isEmpty())
            button->setIcon(ui::icon(iconName));
        button->setIconSize(QSize(iconSize, iconSize));
        return pressed(button, press);
    }

    void buttons()
    {
        title(12, u"Buttons: rest, hover, pressed, focus, disabled"_s);
        QList<QWidget *> large;
        QList<QWidget *> small;
        for (const auto press : {Press::Rest, Press::Hover, Press::Down, Press::Focus, Press::Disabled}) {
            large << button(u"Send"_s, u"primary"_s, true, u"send"_s, 18, press);
            small << button(u"Details"_s, {}, false, {}, 18, press);
        }
        large << button(u"Mark ready"_s, u"accent"_s, true, u"ready"_s, 20);
        small << button(u"Verify"_s, u"accent"_s, false, u"refresh"_s, 16) << button(u"Delete"_s, u"danger"_s, false);
        small << new IconButton(u"attach"_s, u"Attach"_s)
              << pressed(new IconButton(u"attach"_s, u"Attach"_s), Press::Hover);
        row(36, 40, 8, large);
        row(84, 32, 8, small);
        tipped = new IconButton(u"send-log"_s, u"Send log"_s, QKeySequence(u"Ctrl+4"_s), this);
        tipped->hide();
    }

    FilterChip *filter(const QString &text, std::optional<int> count, bool isOn, Press press)
    {
        auto *chip = new FilterChip(text);
        chip->setCount(count);
        chip->setChecked(isOn);
        return pressed(chip, press);
    }

    static Pill *pill(PillLook look, const QString &text, double share)
    {
        auto *pill = new Pill;
        pill->setState(look, text, share);
        return pill;
    }

    void chips()
    {
        title(130, u"Chips and pills"_s);
        row(154, 28, 8,
            {filter(u"Needs you"_s, 4, true, Press::Rest), filter(u"Mine"_s, 6, false, Press::Hover),
             filter(u"AI"_s, 11, false, Press::Focus), filter(u"All"_s, {}, false, Press::Rest),
             pill(PillLook::Open, u"Free reply for 3 h 12 min"_s, 0.133),
             pill(PillLook::Closing, u"Closes in 1 h 40 min"_s, 0.07)});
        QList<QWidget *> first;
        for (const auto look : {ChipLook::Ai, ChipLook::NeedsYou, ChipLook::Neutral, ChipLook::Unassigned,
                                ChipLook::Stop, ChipLook::Urgent, ChipLook::Ok, ChipLook::Waiting, ChipLook::Failed})
            first << new Chip(look, look == ChipLook::Neutral ? u"MT"_s : QString());
        row(190, 20, 6, first);
        QList<QWidget *> second;
        for (const auto look :
             {ChipLook::NeverAttempted, ChipLook::Approved, ChipLook::Pending, ChipLook::Paused, ChipLook::Rejected})
            second << new Chip(look);
        second << pill(PillLook::Closed, u"Window closed"_s, 0);
        row(218, 28, 6, second);
    }

    Switch *toggle(bool isOn, bool isEnabled)
    {
        auto *toggle = new Switch(u"Job ready"_s);
        toggle->setWordShown(false);
        toggle->setChecked(isOn);
        toggle->setEnabled(isEnabled);
        return toggle;
    }

    template <class Box>
    Box *box(bool isOn, bool isEnabled)
    {
        auto *box = new Box;
        box->setChecked(isOn);
        box->setEnabled(isEnabled);
        return box;
    }

    QWidget *ring(double share, bool isBrass)
    {
        return new Painted({16, 16}, [=, this](QPainter &painter, const QRect &rect) {
            paintWindowRing(painter, rect, share, isBrass, palette());
        });
    }

    QWidget *badge(int count, bool isBrass)
    {
        return new Painted(countBadgeSize(count), [=, this](QPainter &painter, const QRect &rect) {
            paintCountBadge(painter, rect, count, isBrass, palette());
        });
    }

    QWidget *tick(DeliveryStatus status, const QString &word)
    {
        const int width = 20 + QFontMetrics(ui::font(Text::Meta)).horizontalAdvance(word);
        return new Painted({width, 16}, [=, this](QPainter &painter, const QRect &rect) {
            const auto &c = colors(palette());
            paintTick(painter, QRect(0, 0, 16, 16), status, c.text2, palette());
            painter.setFont(ui::font(Text::Meta));
            painter.setPen(status == DeliveryStatus::Read     ? c.accentT
                           : status == DeliveryStatus::Failed ? c.dangerT
                                                              : c.text2);
            painter.drawText(rect.adjusted(20, 0, 4, 0), Qt::AlignVCenter, word);
        });
    }

    void options()
    {
        title(260, u"Switches, boxes, options"_s);
        auto *channels = new SegmentControl(u"Channel"_s);
        channels->addSegment(u"whatsapp"_s, u"WhatsApp"_s, Channel::Whatsapp);
        channels->addSegment(u"sms"_s, u"SMS"_s, Channel::Sms);
        const auto gap = [] { return new Painted({5, 1}, [](QPainter &, const QRect &) {}); };
        row(284, 32, 8,
            {toggle(true, true), toggle(false, true), toggle(true, false), toggle(false, false), gap(),
             box<QCheckBox>(true, true), box<QCheckBox>(false, true), box<QCheckBox>(false, false), gap(),
             box<QRadioButton>(true, true), box<QRadioButton>(false, true), gap(), channels, ring(0.5, false),
             ring(0.07, true), ring(-1, false), badge(2, false), badge(4, true)});
        row(324, 24, 16,
            {tick(DeliveryStatus::Queued, u"Waiting"_s), tick(DeliveryStatus::Sent, u"Sent"_s),
             tick(DeliveryStatus::Delivered, u"Delivered"_s), tick(DeliveryStatus::Read, u"Read"_s),
             tick(DeliveryStatus::Failed, u"Failed"_s), tick(DeliveryStatus::Refused, u"Never attempted"_s)});
        row(356, 1, 0, {new Painted({656, 1}, [this](QPainter &painter, const QRect &rect) {
                painter.fillRect(rect, colors(palette()).line);
            })});
    }

    void put(QWidget *widget, const QRect &place)
    {
        widget->setParent(this);
        widget->setGeometry(place);
    }

    void fields()
    {
        title(365, u"Fields"_s);
        put(new SearchField(u"Search"_s, QKeySequence(u"Ctrl+K"_s)), {kLeft, 389, 320, 32});
        focused = new QLineEdit(u"Saturday 13:00"_s);
        put(focused, {kLeft, 429, 320, 32});
        auto *phone = new PhoneEdit;
        phone->setText(u"5555 ext 12"_s);
        auto *field = new Field(u"Customer phone"_s, phone);
        field->setError(u"Leave out the extension. We need a mobile number, like 0412 345 678."_s);
        put(field, {kLeft, 469, 320, 88});
        auto *locked = new QLineEdit(u"Only managers can change this"_s);
        setLocked(locked, true, u"Ask a manager."_s);
        put(locked, {kLeft, 565, 320, 32});
    }

    void menu()
    {
        title(365, u"Menu"_s, 400);
        auto *menu = new MenuWithReasons;
        auto *first = menu->addItem(u"take-over"_s, u"Take over"_s, QKeySequence(u"T"_s), {});
        menu->addItem(u"assign"_s, u"Assign to…"_s, QKeySequence(u"A"_s), {});
        menu->addItem(u"template"_s, u"Use a template…"_s, QKeySequence(u"Ctrl+T"_s), {});
        menu->addItem(u"phone"_s, u"Call"_s, {});
        menu->refuse(menu->addItem(u"bell-off"_s, u"Send SMS"_s, {}), u"opted out"_s);
        menu->addSeparator();
        menu->addDanger(u"trash"_s, u"Delete conversation…"_s, {});
        menu->setParent(this, Qt::Widget);
        menu->setFixedWidth(256);
        menu->ensurePolished();
        menu->move(400, 389);
        menu->resize(256, menu->sizeHint().height());
        menu->setActiveAction(first);
        menu->show();
    }

    void banners()
    {
        title(610, u"Banners"_s);
        auto *ai = new Banner(BannerLook::Neutral);
        ai->setChip(ChipLook::Ai);
        ai->setText(u"AI is replying to Ava."_s);
        ai->setLink(u"Take over"_s);
        auto *stop = new Banner(BannerLook::Danger);
        stop->setIcon(u"stop"_s);
        stop->setText(u"Ava opted out by replying STOP on 12 Nov, 14:03."_s,
                      u"Sending is disabled until a new opt-in is recorded."_s, true);
        stop->setAction(u"Record opt-in…"_s, u"dangerOutline"_s);
        auto *budget = new Banner(BannerLook::Attention);
        budget->setIcon(u"budget"_s);
        budget->setText(u"80 % of this month’s budget is used."_s, u"Sending stops at A$100.00."_s);
        budget->setAction(u"Budget"_s);
        int y = 634;
        for (auto *banner : {ai, stop, budget}) {
            banner->setCard(true);
            put(banner, {kLeft, y, 656, banner == stop ? 56 : 44});
            y += banner->height() + 8;
        }
    }

    void toasts()
    {
        title(808, u"Toasts and tooltips"_s);
        ToastSpec hold;
        hold.fact = u"SMS to Ava in %1 s."_s;
        hold.countdown = std::chrono::seconds(10);
        hold.left = std::chrono::seconds(8);
        hold.actions = {{u"undo"_s, u"Undo"_s, QKeySequence(u"Ctrl+Z"_s)}};
        ToastSpec said;
        said.fact = u"Webhook address copied"_s;
        row(836, 48, 8, {new Toast(hold), new Toast(said)});
    }
};

} // namespace counterbell::ui::gallery
