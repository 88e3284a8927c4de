// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/quick_replies_section.h"

#include "ui/settings/settings_parts.h"
#include "ui/settings/text_box.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/icon_button.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

QuickRepliesSection::QuickRepliesSection(CoreClient &client, QWidget *parent)
    : FormSection(client, "agent_up"_L1, parent),
      m_card(new SettingsCard),
      m_add(new QPushButton(icon(u"add"_s), tr("Add a quick reply"))),
      m_problem(settingsLabel({}, u"error"_s))
{
    column()->addWidget(settingsLabel(
        tr("Typing / in the composer offers these to everybody in the shop. {first name} becomes the customer's."),
        u"secondary"_s));
    addWidget(m_card);
    m_problem->setObjectName(u"replyProblem"_s);
    column()->addSpacing(kSpace8);
    column()->addWidget(m_problem);
    m_add->setObjectName(u"addReply"_s);
    addWidget(m_add);
    column()->setAlignment(m_add, Qt::AlignLeading);
    finishForm();
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({});
        m_rows.back().name->setFocus();
        edited();
    });
    connect(&client, &CoreClient::settingsUpdated, this, [this](const QString &group) {
        if (group == u"quickReplies"_s && isVisible())
            fetch();
    });
}

QString QuickRepliesSection::title() const
{
    return tr("Quick replies");
}

QString QuickRepliesSection::iconName() const
{
    return u"quick-reply"_s;
}

QString QuickRepliesSection::lockFact() const
{
    return tr("Only agents, managers and owners can change these.");
}

void QuickRepliesSection::addRow(const QuickReply &reply)
{
    auto *row = new QWidget;
    auto *name = new QLineEdit(reply.name);
    auto *text = new TextBox(2);
    text->setPlainText(reply.text);
    keepScaled(name, &QWidget::setFixedWidth, 136);
    name->setMaxLength(30);
    name->setPlaceholderText(tr("Name"));
    name->setAccessibleName(tr("Name of the quick reply"));
    name->setObjectName(u"replyName"_s);
    text->setPlaceholderText(tr("Text"));
    text->setAccessibleName(tr("Text of the quick reply"));
    text->setObjectName(u"replyText"_s);
    auto *remove = new IconButton(u"trash"_s, tr("Delete this quick reply"));
    remove->setObjectName(u"replyDelete"_s);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(kSpace16, kSpace12, kSpace12, kSpace12);
    line->setSpacing(kSpace8);
    auto *slash = settingsLabel(u"/"_s, u"secondary"_s);
    slash->setWordWrap(false);
    line->addWidget(slash, 0, Qt::AlignTop);
    line->addWidget(name, 0, Qt::AlignTop);
    line->addWidget(text, 1);
    line->addWidget(remove, 0, Qt::AlignTop);
    m_card->addRow(row);
    m_rows.push_back({row, name, text});
    connect(name, &QLineEdit::textEdited, this, [this] { edited(); });
    connect(text, &QPlainTextEdit::textChanged, this, [this] { edited(); });
    connect(remove, &QToolButton::clicked, this, [this, row] { removeRow(row); });
}

void QuickRepliesSection::removeRow(const QWidget *row)
{
    const auto kept = [&] {
        QuickReplies others;
        for (const auto &one : m_rows) {
            if (one.widget != row)
                others.items.push_back({one.name->text(), one.text->toPlainText()});
        }
        return others;
    }();
    // Its button is being pressed: gone a moment later.
    QMetaObject::invokeMethod(
        this,
        [this, kept] {
            m_rows.clear();
            m_card->clear();
            for (const auto &reply : kept.items)
                addRow(reply);
            edited();
        },
        Qt::QueuedConnection);
}

QuickReplies QuickRepliesSection::typed() const
{
    QuickReplies replies;
    for (const auto &row : m_rows)
        replies.items.push_back({row.name->text().trimmed(), row.text->toPlainText()});
    return replies;
}

bool QuickRepliesSection::hasChanges() const
{
    return typed() != m_kept;
}

void QuickRepliesSection::fetch()
{
    client().call(methods::quickRepliesList, {}, this, [this](const Result<QuickReplies> &answer) {
        if (!answer)
            return refused(answer.error());
        const bool isOther = *answer != m_kept;
        if (!keepsTyped())
            m_kept = *answer;
        taken(isOther);
    });
}

void QuickRepliesSection::reset()
{
    m_problem->clear();
    m_rows.clear();
    m_card->clear();
    for (const auto &reply : m_kept.items)
        addRow(reply);
}

void QuickRepliesSection::save()
{
    m_problem->clear();
    client().call(methods::quickRepliesSet, typed(), this, [this](const Result<QuickReplies> &answer) {
        if (!answer) {
            showProblem(answer.error());
            return refused(answer.error());
        }
        m_kept = *answer;
        saved();
    });
}

void QuickRepliesSection::showProblem(const Error &error)
{
    const auto name = error.details.value("name"_L1).toString();
    for (const auto &row : m_rows) {
        const bool isIt = row.name->text().trimmed().compare(name, Qt::CaseInsensitive) == 0;
        row.name->setProperty("error", isIt);
        if (isIt)
            row.name->setFocus();
    }
}

} // namespace counterbell::ui
