// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settings_section.h"

#include "ui/client/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/banner.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kColumn = 712;
constexpr int kAside = 328;

} // namespace

QString whomToAsk(const std::vector<Member> &members)
{
    QStringList names;
    for (const auto role : {Role::Manager, Role::Owner}) {
        for (const auto &member : members) {
            if (member.role == role && names.size() < 3)
                names << isolated(member.name);
        }
    }
    if (names.isEmpty())
        return {};
    const auto last = names.takeLast();
    //: %1 one or two names, %2 another one
    return names.isEmpty() ? SettingsSection::tr("Ask %1.").arg(last)
                           : SettingsSection::tr("Ask %1 or %2.").arg(names.join(u", "_s), last);
}

SettingsSection::SettingsSection(CoreClient &client, QWidget *parent)
    : QWidget(parent),
      m_sectionClient(client),
      m_column(new QVBoxLayout),
      m_content(new QWidget),
      m_area(new QScrollArea),
      m_row(new QHBoxLayout(m_content)),
      m_columnBox(new QWidget),
      m_lock(new Banner(BannerLook::Neutral))
{
    m_lock->setObjectName(u"locked"_s);
    m_lock->setIcon(u"lock"_s);
    m_lock->setCard(true);
    m_lock->hide();
    m_column->setContentsMargins(0, 0, 0, kSpace32);
    m_column->setSpacing(0);
    m_column->addWidget(m_lock);
    m_columnBox->setLayout(m_column);
    keepScaled(m_columnBox, &QWidget::setMaximumWidth, kColumn);
    m_row->setContentsMargins(kSpace32, 0, kSpace32, 0);
    m_row->setSpacing(kSpace24);
    m_row->addWidget(m_columnBox, 1000); // to its maximum before the stretch gets anything
    m_row->addStretch(1);
    m_area->setWidget(m_content);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->viewport()->setBackgroundRole(QPalette::Base);
    m_area->viewport()->installEventFilter(this);
    m_content->setBackgroundRole(QPalette::Base);
    m_content->setAutoFillBackground(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_area);
}

bool SettingsSection::may(QLatin1StringView permission) const
{
    const auto &who = m_sectionClient.who();
    return who && std::ranges::count(who->permissions, QString(permission)) > 0;
}

void SettingsSection::setAside(QWidget *aside)
{
    m_aside = aside;
    m_row->insertWidget(1, aside);
    whenScaled(aside, [this] { arrange(); });
}

void SettingsSection::arrange()
{
    const int wide = std::max(m_columnBox->minimumSizeHint().width(), scaled(kColumn) * 3 / 4);
    const bool isBeside = m_area->viewport()->width() >= 2 * kSpace32 + wide + kSpace24 + scaled(kAside);
    m_row->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_row->setStretchFactor(m_columnBox, isBeside ? 1000 : 0);
    m_aside->setMinimumWidth(isBeside ? scaled(kAside) : 0);
    m_aside->setMaximumWidth(isBeside ? scaled(kAside) : scaled(kColumn));
}

bool SettingsSection::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_area->viewport() && event->type() == QEvent::Resize && m_aside)
        arrange();
    return QWidget::eventFilter(watched, event);
}

void SettingsSection::setLockedFor(bool isLocked, const QString &fact)
{
    m_lockFact = fact;
    m_lock->setVisible(isLocked);
    m_column->setContentsMargins(0, 0, 0, kSpace32);
    if (!isLocked)
        return;
    m_lock->setText(fact);
    askForNames();
}

void SettingsSection::setKept(bool isKept)
{
    for (auto *widget : std::exchange(m_kept, {}))
        widget->show();
    for (int i = 0; isKept && i < m_column->count(); ++i) {
        auto *widget = m_column->itemAt(i)->widget();
        if (widget && widget != m_lock && !widget->isHidden())
            m_kept.push_back(widget);
    }
    for (auto *widget : m_kept)
        widget->hide();
}

void SettingsSection::askForNames()
{
    m_sectionClient.call(methods::teamList, {{}, {}, kMaximumPageSize}, this, [this](const Result<Members> &answer) {
        if (answer)
            m_lock->setText(m_lockFact, whomToAsk(answer->items));
    });
}

void SettingsSection::say(const QString &fact, const QString &detail, bool isFailure)
{
    ToastSpec toast;
    toast.key = u"settings"_s;
    toast.fact = fact;
    toast.detail = detail;
    toast.isFailure = isFailure;
    if (isFailure)
        toast.icon = u"failed"_s;
    Q_EMIT toastRequested(toast);
}

} // namespace counterbell::ui
