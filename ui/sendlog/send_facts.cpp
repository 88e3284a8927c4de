// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_facts.h"

#include "ui/client/format.h"
#include "ui/sendlog/send_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon_button.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kKeyWidth = 104;
constexpr int kRowHeight28 = 28;

/// "SM7f3a09…c41e": enough to tell two apart.
QString shortSid(const QString &sid)
{
    return leftToRight(sid.size() > 14 ? sid.left(8) + u'…' + sid.right(4) : sid);
}

} // namespace

SendFacts::SendFacts(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
}

QWidget *SendFacts::addRow(const QString &key, QWidget *value)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kSpace8);
    auto *name = new QLabel(key);
    name->setProperty("kind", u"meta"_s);
    keepScaled(name, &QWidget::setFixedWidth, kKeyWidth);
    name->setBuddy(value);
    line->addWidget(name);
    line->addWidget(value, 1);
    keepScaled(row, &QWidget::setMinimumHeight, kRowHeight28);
    m_column->addWidget(row);
    return row;
}

void SendFacts::addText(const QString &key, const QString &value)
{
    if (!value.isEmpty())
        addRow(key, new ElidedLabel(value));
}

void SendFacts::addSid(const QString &sid)
{
    auto *value = new ElidedLabel(shortSid(sid));
    value->setToolTip(sid);
    auto *copy = new IconButton(u"copy"_s, tr("Copy message ID"));
    copy->setObjectName(u"copySid"_s);
    connect(copy, &QToolButton::clicked, this, [this, sid] {
        QGuiApplication::clipboard()->setText(sid);
        announce(window(), tr("Message ID copied."));
    });
    addRow(tr("Message ID"), value)->layout()->addWidget(copy);
}

void SendFacts::setSend(const SendDetail &detail, const std::optional<Job> &job)
{
    while (auto *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto &send = detail.send;
    if (job) {
        auto *link = new QToolButton;
        link->setText(leftToRight(job->ticket));
        link->setProperty("kind", u"link"_s);
        link->setObjectName(u"openTicket"_s);
        link->setAccessibleName(tr("Open %1").arg(job->ticket));
        connect(link, &QToolButton::clicked, this, [this, id = job->id] { Q_EMIT openJob(id); });
        auto *row = addRow(tr("Ticket"), link);
        static_cast<QHBoxLayout *>(row->layout())->setStretchFactor(link, 0);
        static_cast<QHBoxLayout *>(row->layout())->addStretch(1);
    }
    addText(tr("Category"), categoryName(send.category));
    if (detail.sender)
        addText(tr("From"), phone(*detail.sender));
    addText(tr("Length"), lengthText(send));
    addText(tr("Cost"), costText(send));
    addText(tr("Provider"), providerName(send));
    if (send.sid)
        addSid(*send.sid);
}

} // namespace counterbell::ui
