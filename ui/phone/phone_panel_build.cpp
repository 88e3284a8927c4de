// SPDX-License-Identifier: Apache-2.0
#include "ui/phone/phone_panel.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/segment_control.h"
#include "ui/widgets/switch.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
/// A QLabel goes by the direction of its own letters; these stand at the start of their line.
void alignToStart(QLabel *label)
{
    const bool isMirrored = label->layoutDirection() == Qt::RightToLeft;
    label->setAlignment((isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute | Qt::AlignVCenter);
}
} // namespace

QWidget *PhonePanel::buildHead()
{
    auto *head = new QWidget(this);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(kSpace16, kSpace16, kSpace16, kSpace12);
    column->setSpacing(kSpace8);
    auto *titles = new QHBoxLayout;
    auto *title = new QLabel(tr("Sandbox phone"), head);
    title->setTextFormat(Qt::PlainText);
    keepFont(title, Text::Title);
    alignToStart(title);
    auto *close = new IconButton(u"close"_s, tr("Close the Sandbox phone"), {}, head);
    close->setObjectName(u"closePhone"_s);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    titles->addWidget(title, 1);
    titles->addWidget(close);
    column->addLayout(titles);

    auto *label = new QLabel(tr("You are this customer, or any number"), head);
    label->setTextFormat(Qt::PlainText);
    keepFont(label, Text::MetaMedium);
    alignToStart(label);
    m_who = new QComboBox(head);
    m_who->setObjectName(u"phoneWho"_s);
    m_who->setEditable(true);
    m_who->setInsertPolicy(QComboBox::NoInsert);
    m_who->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_who->lineEdit()->setFrame(false);
    m_who->lineEdit()->setAccessibleName(tr("Customer or number"));
    m_who->lineEdit()->setPlaceholderText(tr("+61 412 345 678"));
    label->setBuddy(m_who);
    connect(m_who, &QComboBox::activated, this, [this](int index) { become(m_who->itemData(index).toString()); });
    connect(m_who->lineEdit(), &QLineEdit::returnPressed, this, [this] { takeNumber(m_who->currentText()); });
    column->addWidget(label);
    column->addWidget(m_who);

    m_channel = new SegmentControl(tr("Write by"), head);
    m_channel->setObjectName(u"phoneChannel"_s);
    m_channel->addSegment(u"whatsapp"_s, tr("WhatsApp"), Channel::Whatsapp);
    m_channel->addSegment(u"sms"_s, tr("SMS"), Channel::Sms);
    m_channel->setCurrent(u"whatsapp"_s);
    column->addWidget(m_channel, 0, Qt::AlignLeft);
    return head;
}

QWidget *PhonePanel::buildWriting()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(kSpace16, kSpace8, kSpace16, kSpace12);
    column->setSpacing(kSpace8);
    m_notice = new QLabel(box);
    m_notice->setObjectName(u"phoneNotice"_s);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    keepFont(m_notice, Text::Meta);
    alignToStart(m_notice);
    m_notice->hide();
    column->addWidget(m_notice);

    auto *quick = new QHBoxLayout;
    quick->setSpacing(kSpace8);
    const auto add = [&](const QString &name, const QString &text, const QString &tip, auto act) {
        auto *button = new QPushButton(text, box);
        button->setObjectName(name);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, act);
        m_actions.push_back(button);
        quick->addWidget(button);
    };
    add(u"phoneYes"_s, tr("Press \u201cYes\u201d"), tr("Presses a template's button, by WhatsApp"), [this] {
        m_channel->setCurrent(u"whatsapp"_s);
        write(u"Yes"_s, u"yes"_s); // what the customer's template says, not a word of this program
    });
    add(u"phoneStop"_s, u"STOP"_s, tr("The customer asks for no more messages"), [this] { write(u"STOP"_s); });
    add(u"phoneStart"_s, u"START"_s, tr("The customer wants messages again"), [this] { write(u"START"_s); });
    quick->addStretch();
    column->addLayout(quick);

    auto *line = new QHBoxLayout;
    line->setSpacing(kSpace8);
    m_text = new QLineEdit(box);
    m_text->setObjectName(u"phoneText"_s);
    m_text->setAccessibleName(tr("Message from the customer"));
    m_text->setPlaceholderText(tr("Write as the customer"));
    auto *send = new QPushButton(icon(u"send"_s), tr("Send"), box);
    send->setObjectName(u"phoneSend"_s);
    send->setProperty("kind", u"primary"_s);
    m_actions.push_back(send);
    const auto submit = [this] {
        if (!m_text->text().trimmed().isEmpty())
            write(m_text->text());
    };
    connect(m_text, &QLineEdit::returnPressed, this, submit);
    connect(send, &QPushButton::clicked, this, submit);
    line->addWidget(m_text, 1);
    line->addWidget(send);
    column->addLayout(line);
    return box;
}

QWidget *PhonePanel::buildSwitches()
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace16);
    column->setSpacing(kSpace8);
    const auto add = [&](const QString &name, const QString &text) {
        auto *row = new QWidget(box);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        auto *label = new QLabel(text, row);
        label->setTextFormat(Qt::PlainText);
        alignToStart(label);
        auto *control = new Switch(text, row);
        control->setObjectName(name);
        control->setChecked(true);
        line->addWidget(label, 1);
        line->addWidget(control);
        setRowTarget(row, control);
        connect(control, &QAbstractButton::toggled, this, &PhonePanel::changeState);
        column->addWidget(row);
        return control;
    };
    m_onWhatsApp = add(u"phoneOnWhatsApp"_s, tr("On WhatsApp"));
    m_reachable = add(u"phoneReachable"_s, tr("Switched on and in reach"));
    m_reads = add(u"phoneReads"_s, tr("Reads what arrives"));
    m_skip = new QPushButton(icon(u"window-24h"_s), tr("Skip 24 hours"), box);
    m_skip->setObjectName(u"phoneSkip"_s);
    m_skip->setToolTip(tr("Moves the shop's clock: reply windows close, what is due happens"));
    connect(m_skip, &QPushButton::clicked, this, &PhonePanel::skipDay);
    column->addWidget(m_skip, 0, Qt::AlignLeft);
    return box;
}

} // namespace counterbell::ui
