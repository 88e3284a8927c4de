// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_header.h"

#include "ui/client/format.h"
#include "ui/inbox/conversation_row.h"
#include "ui/inbox/snooze_times.h"
#include "ui/inbox/window_state.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/segment_control.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr qint64 kNobody = 0;
constexpr qint64 kAssistant = -1;
constexpr int kComboIcon = 28;

QString keyOf(Channel channel)
{
    return QString(wireName(channel));
}

QIcon painted(const QWidget *on, const std::function<void(QPainter &, const QRect &)> &paint)
{
    const double ratio = on->devicePixelRatioF();
    const int side = scaled(kComboIcon);
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, QRect(0, 0, side, side));
    painter.end();
    return QIcon(pixmap);
}

QIcon memberIcon(const QWidget *on, MemberId id, const QString &name)
{
    return painted(on, [&](QPainter &p, const QRect &rect) {
        paintAvatar(p, rect, id.isNull() ? QString() : id.toString(), name, on->palette());
    });
}

QIcon assistantIcon(const QWidget *on)
{
    return painted(on, [&](QPainter &p, const QRect &rect) {
        QRect chip(QPoint(), chipSize(ChipLook::Ai, chipText(ChipLook::Ai)));
        chip.moveCenter(rect.center());
        paintChip(p, chip, ChipLook::Ai, chipText(ChipLook::Ai), on->palette(), on->layoutDirection());
    });
}

} // namespace

ThreadHeader::ThreadHeader(QWidget *parent)
    : QWidget(parent),
      m_avatar(new Avatar(kAvatar, this)),
      m_name(new ElidedLabel({}, this)),
      m_address(new ElidedLabel({}, this)),
      m_stop(new Chip(ChipLook::Stop, {}, this)),
      m_assignee(new QComboBox(this)),
      m_action(new QPushButton(this)),
      m_more(new IconButton(u"more"_s, tr("More for this conversation"), {}, this)),
      m_find(new IconButton(u"search"_s, tr("Find in conversation"), QKeySequence::Find, this)),
      m_context(new IconButton(u"info"_s, tr("Customer details"), {}, this)),
      m_channels(new SegmentControl(tr("Channel"), this)),
      m_pill(new Pill(this)),
      m_note(new QLabel(this))
{
    setObjectName(u"threadHeader"_s);
    m_name->setObjectName(u"threadName"_s);
    m_name->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_address->setObjectName(u"threadAddress"_s);
    m_assignee->setObjectName(u"assignee"_s);
    m_assignee->setProperty("large", true);
    m_assignee->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_assignee->setAccessibleName(tr("Assigned to"));
    m_action->setObjectName(u"threadAction"_s);
    m_action->setProperty("large", true);
    m_more->setObjectName(u"threadMore"_s);
    m_find->setObjectName(u"threadFind"_s);
    m_context->setObjectName(u"threadContext"_s);
    m_context->setCheckable(true);
    m_context->hide();
    m_channels->setObjectName(u"channel"_s);
    m_channels->addSegment(keyOf(Channel::Whatsapp), tr("WhatsApp"), Channel::Whatsapp);
    m_channels->addSegment(keyOf(Channel::Sms), tr("SMS"), Channel::Sms);
    m_pill->setObjectName(u"windowPill"_s);
    m_note->setObjectName(u"threadNote"_s);
    m_note->setProperty("kind", u"meta"_s);
    m_note->setTextFormat(Qt::PlainText);

    auto *nameRow = new QHBoxLayout;
    nameRow->setSpacing(kSpace8);
    nameRow->addWidget(m_name);
    nameRow->addWidget(m_stop);
    nameRow->addStretch();
    auto *names = new QVBoxLayout;
    names->setSpacing(2);
    names->addStretch();
    names->addLayout(nameRow);
    names->addWidget(m_address);
    names->addStretch();
    auto *first = new QHBoxLayout;
    first->setContentsMargins(kSpace16, 0, kSpace12, 0);
    first->setSpacing(kSpace8);
    first->addWidget(m_avatar);
    first->addSpacing(kSpace4);
    first->addLayout(names, 1);
    first->addWidget(m_assignee);
    first->addWidget(m_action);
    first->addWidget(m_more);
    auto *second = new QHBoxLayout;
    second->setContentsMargins(kSpace16, 0, kSpace12, kSpace12);
    second->setSpacing(kSpace8);
    second->addWidget(m_channels);
    second->addWidget(m_pill);
    second->addStretch();
    second->addWidget(m_note);
    second->addWidget(m_find);
    second->addWidget(m_context);
    auto *firstRow = new QWidget(this);
    firstRow->setLayout(first);
    auto *secondRow = new QWidget(this);
    secondRow->setLayout(second);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(firstRow);
    rows->addWidget(secondRow);
    whenScaled(this, [this, firstRow, secondRow] {
        m_name->setFont(ui::font(Text::Heading));
        m_address->setFont(ui::font(Text::Meta));
        m_assignee->setIconSize({scaled(kComboIcon), scaled(kComboIcon)});
        firstRow->setFixedHeight(scaled(kHeaderHeight));
        secondRow->setFixedHeight(scaled(kThreadTools));
        showAssignee();
    });

    connect(m_assignee, &QComboBox::activated, this, qOverload<int>(&ThreadHeader::chooseAssignee));
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_state.conversation.handling == Handling::Human)
            Q_EMIT releaseRequested(false);
        else
            Q_EMIT takeOverRequested();
    });
    connect(m_more, &QToolButton::clicked, this, &ThreadHeader::showMenu);
    connect(m_find, &QToolButton::clicked, this, &ThreadHeader::findRequested);
    connect(m_context, &QToolButton::toggled, this, &ThreadHeader::contextToggled);
    connect(m_channels, &SegmentControl::currentChanged, this, [this](const QString &key) {
        Q_EMIT channelChosen(key == keyOf(Channel::Sms) ? Channel::Sms : Channel::Whatsapp);
    });
}

void ThreadHeader::setMembers(const std::vector<Member> &members)
{
    m_members = members;
    showAssignee();
}

void ThreadHeader::setState(const State &state)
{
    m_state = state;
    const auto &c = state.conversation;
    const auto *channel = channelOf(c, state.channel);
    const auto address = c.contact.phone ? *c.contact.phone : channel ? channel->address : c.contact.address;
    m_avatar->setPerson(avatarId(c), c.contact.name);
    m_name->setText(c.contact.name);
    m_address->setText(state.language.isEmpty() ? phone(address) : phone(address) + u" · "_s + state.language);
    m_address->setColor(colors(palette()).text2);
    const bool isStopped = writingOn(c, state.channel, state.now) == Writing::OptedOut;
    m_stop->setVisible(isStopped);
    for (const auto each : {Channel::Whatsapp, Channel::Sms})
        m_channels->setSegmentEnabled(keyOf(each), channelOf(c, each), tr("There is no number for this channel"));
    m_channels->setCurrent(keyOf(state.channel));
    const auto pill = windowPill(c, state.channel, state.now, state.isOnline);
    m_pill->setVisible(pill.has_value());
    if (pill)
        m_pill->setState(pill->look, pill->text, pill->share);
    m_note->setText(state.note);
    showAssignee();
    showAction();
}

void ThreadHeader::showAssignee()
{
    const QSignalBlocker blocker(m_assignee);
    const auto &c = m_state.conversation;
    m_assignee->clear();
    if (!c.member)
        m_assignee->addItem(assistantIcon(this), tr("Counterbell assistant"), kAssistant);
    m_assignee->addItem(memberIcon(this, {}, {}), tr("Nobody"), kNobody);
    for (const auto &member : m_members) {
        if (member.login || (c.assignee && c.assignee->id == member.id))
            m_assignee->addItem(memberIcon(this, member.id, member.name), member.name, member.id.value);
    }
    if (c.assignee && m_assignee->findData(c.assignee->id.value) < 0)
        m_assignee->addItem(memberIcon(this, c.assignee->id, c.assignee->name), c.assignee->name, c.assignee->id.value);
    const qint64 shown = c.handling == Handling::Ai ? kAssistant : c.assignee ? c.assignee->id.value : kNobody;
    m_assignee->setCurrentIndex(m_assignee->findData(shown));
    // Room for the name that shows; longer ones of the list may be cut.
    const int name = m_assignee->fontMetrics().horizontalAdvance(m_assignee->currentText());
    m_assignee->setMinimumWidth(name + scaled(kComboIcon) + 64);
    m_assignee->setEnabled(m_state.mayAct && m_state.isOnline);
    m_assignee->setToolTip(m_state.mayAct ? QString() : tr("Agents and managers assign conversations"));
}

void ThreadHeader::showAction()
{
    const auto &c = m_state.conversation;
    const bool isHuman = c.handling == Handling::Human;
    m_action->setVisible(!c.member && m_state.mayAct);
    m_action->setEnabled(m_state.isOnline);
    m_action->setText(isHuman ? tr("Release to AI") : tr("Take over"));
    m_action->setIcon(icon(isHuman ? u"release"_s : u"take-over"_s));
    m_action->setProperty("kind", isHuman ? QString() : u"primary"_s);
    m_action->setToolTip(isHuman ? tr("The AI answers the next message") : tr("The AI stops at once"));
}

void ThreadHeader::setContextFolded(bool isFolded, bool isOpen)
{
    m_context->setVisible(isFolded);
    m_context->setChecked(isFolded && isOpen);
}

void ThreadHeader::chooseAssignee()
{
    m_assignee->setFocus(Qt::ShortcutFocusReason);
    if (m_assignee->isEnabled())
        m_assignee->showPopup();
}

void ThreadHeader::chooseAssignee(int index)
{
    const auto chosen = m_assignee->itemData(index).toLongLong();
    showAssignee(); // the core decides what it shows next
    if (chosen == kAssistant)
        Q_EMIT releaseRequested(false);
    else
        Q_EMIT assignRequested(chosen == kNobody ? std::nullopt : std::optional(MemberId{chosen}));
}

void ThreadHeader::showMenu()
{
    const auto &c = m_state.conversation;
    auto *menu = new MenuWithReasons(this);
    menu->setObjectName(u"threadMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    std::vector<QAction *> acts;
    const auto add = [&](const QString &name, const QString &iconName, const QString &text, const QKeySequence &key,
                         auto chosen) {
        auto *action = menu->addItem(iconName, text, key, chosen);
        action->setObjectName(name);
        acts.push_back(action);
        return action;
    };
    if (c.handling == Handling::Human && !c.member)
        add(u"releaseAndAnswer"_s, u"ai"_s, tr("Release, and let the AI answer now"), {},
            [this] { Q_EMIT releaseRequested(true); });
    auto *noReply =
        add(u"noReplyNeeded"_s, u"check"_s, tr("No reply needed"), {}, [this] { Q_EMIT noReplyNeededRequested(); });
    add(u"note"_s, u"note"_s, tr("Write a note"), QKeySequence(u"Ctrl+Shift+M"_s), [this] { Q_EMIT noteRequested(); });
    menu->addSeparator();
    for (const auto &time : snoozeTimes(m_state.now))
        add(u"snooze"_s, u"queued"_s, tr("Snooze: %1").arg(time.text), {},
            [this, until = time.until] { Q_EMIT snoozeRequested(until); });
    menu->addSeparator();
    if (c.status == ConversationStatus::Open)
        add(u"close"_s, u"check"_s, tr("Close conversation"), QKeySequence(u"Ctrl+Shift+E"_s),
            [this] { Q_EMIT closeRequested(); });
    else
        add(u"reopen"_s, u"inbox"_s, tr("Open conversation again"), {}, [this] { Q_EMIT reopenRequested(); });
    if (!c.needsReply)
        menu->refuse(noReply, tr("nothing waits"));
    for (auto *action : acts) {
        if (!m_state.isOnline)
            menu->refuse(action, tr("offline"));
        else if (!m_state.mayAct && action->objectName() != u"note"_s)
            menu->refuse(action, tr("agents only"));
    }
    const int x = layoutDirection() == Qt::RightToLeft ? 0 : m_more->width() - menu->sizeHint().width();
    menu->popup(m_more->mapToGlobal(QPoint(x, m_more->height() + 4)));
}

void ThreadHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_state.conversation.id.isNull())
        setState(m_state); // pictures and colours of the other scheme
}

void ThreadHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &c = colors(palette());
    painter.fillRect(rect(), c.base);
    painter.fillRect(0, height() - 1, width(), 1, c.line);
}

} // namespace counterbell::ui
