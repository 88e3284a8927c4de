// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_log_page.h"

#include "ui/sendlog/send_detail.h"
#include "ui/sendlog/send_log_filters.h"
#include "ui/sendlog/send_log_view.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/skeleton.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kSearchWidth = 264;
constexpr int kFoot = 32;

QFrame *line(const QString &kind = u"line"_s)
{
    auto *made = new QFrame;
    made->setProperty("kind", kind);
    return made;
}

QWidget *withBackground(QWidget *widget, QPalette::ColorRole role)
{
    widget->setBackgroundRole(role);
    widget->setAutoFillBackground(true);
    return widget;
}

QLabel *label(const QString &kind, const QString &name)
{
    auto *made = new QLabel;
    made->setProperty("kind", kind);
    made->setTextFormat(Qt::PlainText);
    made->setObjectName(name);
    return made;
}

} // namespace

QWidget *SendLogPage::buildHead()
{
    auto *head = new QWidget;
    keepScaled(head, &QWidget::setFixedHeight, kHeaderHeight);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(kSpace24, 0, kSpace24, 0);
    row->setSpacing(kSpace12);
    auto *name = label(u"title"_s, u"title"_s);
    name->setText(title());
    auto *about = new QLabel(tr("Every message, including the ones we never attempted"));
    about->setForegroundRole(QPalette::PlaceholderText);
    about->setContentsMargins(0, 2, 0, 0);
    about->setMinimumWidth(1);
    m_search = new SearchField(tr("Name, number or ticket"));
    m_search->setObjectName(u"search"_s);
    m_search->setAccessibleName(tr("Search the send log by name, number or ticket"));
    m_search->setProperty("soft", true);
    keepScaled(m_search, &QWidget::setFixedWidth, kSearchWidth);
    m_exportNote = label(u"metaMedium"_s, u"exportNote"_s);
    m_cancelExport = new QPushButton(tr("Cancel"));
    m_cancelExport->setObjectName(u"cancelExport"_s);
    m_cancelExport->setAccessibleName(tr("Cancel the export"));
    m_exportButton = new QPushButton(icon(u"export"_s), tr("Export CSV"));
    m_exportButton->setObjectName(u"export"_s);
    row->addWidget(name);
    row->addWidget(about, 1);
    row->addWidget(m_exportNote);
    row->addWidget(m_cancelExport);
    row->addWidget(m_search);
    row->addWidget(m_exportButton);
    return head;
}

QWidget *SendLogPage::buildFoot()
{
    auto *foot = withBackground(new QWidget, QPalette::AlternateBase);
    keepScaled(foot, &QWidget::setFixedHeight, kFoot);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(kSpace24, 0, kSpace24, 0);
    m_count = label(u"metaPlain"_s, u"rowCount"_s);
    m_total = label(u"metaPlain"_s, u"totalCost"_s);
    row->addWidget(m_count);
    row->addStretch();
    row->addWidget(m_total);
    return foot;
}

void SendLogPage::build()
{
    withBackground(this, QPalette::Base);
    m_table = new SendLogView(m_feed.model());
    m_filters = new SendLogFilters(m_client);
    m_detail = new SendDetailPane(m_client, m_prompts);
    m_detail->hide();
    m_empty = new EmptyState(u"send-log"_s, {}, {});
    m_clear = m_empty->addButton(tr("Show everything"));
    m_clear->setObjectName(u"clearFilters"_s);
    m_retry = m_empty->addButton(tr("Try again"));
    m_retry->setObjectName(u"retry"_s);

    m_states = new QStackedWidget;
    m_states->addWidget(m_table);
    m_states->addWidget(new Skeleton(Skeleton::Shape::Table));
    m_states->addWidget(m_empty);

    auto *left = new QVBoxLayout;
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(m_states, 1);
    left->addWidget(line(u"line2"_s));
    left->addWidget(buildFoot());
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addLayout(left, 1);
    middle->addWidget(m_detail);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_filters);
    column->addWidget(line());
    column->addLayout(middle, 1);
    setFocusProxy(m_table);
}

} // namespace counterbell::ui
