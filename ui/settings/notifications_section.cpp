// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/notifications_section.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/settings/member_notices.h"
#include "ui/settings/notice_preview.h"
#include "ui/settings/notice_row.h"
#include "ui/settings/settings_parts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/prompts.h"

#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

namespace
{

using enum NotificationCategory;

SendCategory sendCategory(NotificationCategory category)
{
    switch (category) {
    case JobReady:
        return SendCategory::JobReady;
    case TaskAssignment:
        return SendCategory::TaskAssignment;
    case StatusChange:
        return SendCategory::StatusChange;
    case UrgentFlagged:
        break;
    }
    return SendCategory::UrgentFlagged;
}

SetNotifications change(NotificationCategory category, bool isOn)
{
    SetNotifications set;
    switch (category) {
    case JobReady:
        set.jobReady = isOn;
        break;
    case TaskAssignment:
        set.taskAssignment = isOn;
        break;
    case StatusChange:
        set.statusChange = isOn;
        break;
    case UrgentFlagged:
        set.urgentFlagged = isOn;
    }
    return set;
}

} // namespace

NotificationsSection::NotificationsSection(CoreClient &client, Prompts &prompts, QWidget *parent)
    : SettingsSection(client, parent),
      m_client(client),
      m_prompts(prompts),
      m_about(settingsLabel({}, u"secondary"_s)),
      m_team(new MemberNotices),
      m_mine(new MyNotices),
      m_preview(new NoticePreview)
{
    build();
    connect(&m_client, &CoreClient::settingsUpdated, this, [this](const QString &group) {
        if (m_isLoaded && (group == u"notifications"_s || group == u"workspace"_s))
            fetch();
    });
    connect(&m_client, &CoreClient::teamUpdated, this, [this] {
        if (m_isLoaded)
            fetchTeam();
    });
}

QString NotificationsSection::title() const
{
    return tr("Notifications");
}

QString NotificationsSection::iconName() const
{
    return u"bell"_s;
}

void NotificationsSection::build()
{
    auto *card = new SettingsCard;
    for (const auto category : {JobReady, TaskAssignment, StatusChange, UrgentFlagged}) {
        auto *row = new NoticeRow(category);
        connect(row, &NoticeRow::flipped, this, [this, category](bool isOn) { flip(category, isOn); });
        connect(row, &NoticeRow::entered, this, [this, category] { preview(category); });
        card->addRow(row);
        m_rows.push_back(row);
    }
    column()->addWidget(m_about);
    column()->addSpacing(kSpace12);
    column()->addWidget(card);
    column()->addWidget(m_team);
    column()->addWidget(m_mine);
    column()->addStretch(1);
    setAside(m_preview);
    connect(m_team, &MemberNotices::flipped, this,
            [this](const Member &member, bool isOn) { flipMember(member, isOn); });
    connect(m_mine, &MyNotices::flipped, this, [this](const Member &member, bool isOn) { flipMember(member, isOn); });
    connect(m_preview, &NoticePreview::editRequested, this, [this] { askForWording(m_settings.jobReadyWording, {}); });
    write();
}

void NotificationsSection::opened()
{
    fetch();
    fetchTeam();
    fetchCounts();
}

void NotificationsSection::fetch()
{
    m_client.call(methods::workspaceGet, {}, this, [this](const Result<Workspace> &answer) {
        if (answer)
            m_shop = *answer;
        write();
    });
    m_client.call(methods::notificationsGet, {}, this, [this](const Result<NotificationSettings> &answer) {
        if (!answer)
            return say(errorSentence(answer.error()), {}, true);
        m_settings = *answer;
        m_isLoaded = true;
        write();
    });
}

void NotificationsSection::fetchTeam()
{
    m_client.call(methods::teamList, {{}, {}, kMaximumPageSize}, this, [this](const Result<Members> &answer) {
        if (!answer)
            return;
        m_members = answer->items;
        writeTeam();
    });
}

void NotificationsSection::fetchCounts()
{
    for (auto *row : m_rows) {
        SendFilter filter;
        filter.category = sendCategory(row->category());
        filter.from = m_client.now() - 24h * 7;
        m_client.call(methods::sendLogCounts, {filter}, this, [row](const Result<SendCounts> &counts) {
            if (!counts)
                return;
            const int sent = counts->delivered.count + counts->waiting.count;
            const auto number = QLocale().toString(sent);
            row->setSentThisWeek(counts->all.more ? tr("more than %1 sent this week").arg(number)
                                                  : tr("%1 sent this week").arg(number));
        });
    }
}

void NotificationsSection::write()
{
    const auto reason = tr("Only owners and managers can change this.");
    const bool isLocked = m_isLoaded && !m_settings.mayChange;
    m_about->setText(
        isLocked ? tr("What Counterbell sends on its own, for the whole shop.")
                 : tr("What Counterbell sends on its own. Turning one off stops it for the whole shop, at once."));
    m_about->setContentsMargins(0, isLocked ? kSpace16 : 0, 0, 0);
    setLockedFor(isLocked, tr("Only owners and managers can change these."));
    for (auto *row : m_rows) {
        row->setWords(noticeWords(row->category(), m_settings, m_shop.noticeHoldSeconds));
        row->setOn(isOn(row->category(), m_settings));
        row->setLocked(isLocked || !m_isLoaded, reason);
    }
    m_team->setVisible(m_isLoaded && m_settings.mayChange);
    m_mine->setVisible(isLocked);
    preview(m_shown);
}

void NotificationsSection::writeTeam()
{
    m_team->setMembers(m_members);
    const auto &who = m_client.who();
    if (!who)
        return;
    const auto me = std::ranges::find(m_members, who->member.id, &Member::id);
    if (me != m_members.end())
        m_mine->setMember(*me, tr("A manager changes numbers. %1").arg(whomToAsk(m_members)));
}

void NotificationsSection::preview(NotificationCategory category)
{
    m_shown = category;
    for (auto *row : m_rows)
        row->setCurrent(row->category() == category);
    m_preview->setNotice(noticeWords(category, m_settings, m_shop.noticeHoldSeconds),
                         noticeSample(category, m_settings, m_shop.name),
                         category == TaskAssignment ? Channel::Whatsapp : Channel::Sms);
    m_preview->setEditable(category == JobReady && m_settings.mayChange);
}

void NotificationsSection::flip(NotificationCategory category, bool isOn, bool isUndo)
{
    m_client.call(methods::notificationsSet, change(category, isOn), this,
                  [this, category, isOn, isUndo](const Result<NotificationSettings> &answer) {
                      if (!answer) {
                          write(); // back to what is
                          return fail(answer.error());
                      }
                      m_settings = *answer;
                      write();
                      if (isUndo)
                          return;
                      const auto words = noticeWords(category, m_settings, m_shop.noticeHoldSeconds);
                      ToastSpec toast;
                      toast.key = u"settings.notice."_s + words.wireName;
                      //: %1 a category of notices
                      toast.fact = isOn ? tr("%1 is on.").arg(words.name) : tr("%1 is off.").arg(words.name);
                      toast.detail = isOn ? tr("For the whole shop, from now on.") : tr("Nobody gets it any more.");
                      toast.actions = {{u"undo"_s, tr("Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z)}};
                      toast.acted = [self = QPointer(this), category, isOn](const QString &) {
                          if (self)
                              self->flip(category, !isOn, true);
                      };
                      Q_EMIT toastRequested(toast);
                  });
}

void NotificationsSection::flipMember(const Member &member, bool isOn, bool isUndo)
{
    m_client.call(methods::teamSetPersonalOptOut, {member.id, !isOn}, this,
                  [this, member, isOn, isUndo](const Result<Member> &answer) {
                      if (!answer) {
                          writeTeam();
                          return fail(answer.error());
                      }
                      for (auto &known : m_members) {
                          if (known.id == answer->id)
                              known = *answer;
                      }
                      writeTeam();
                      if (isUndo)
                          return;
                      ToastSpec toast;
                      toast.key = u"settings.member."_s + member.id.toString();
                      const auto name = isolated(member.name);
                      toast.fact =
                          isOn ? tr("%1 gets work messages.").arg(name) : tr("%1 gets no work messages.").arg(name);
                      toast.actions = {{u"undo"_s, tr("Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z)}};
                      toast.acted = [self = QPointer(this), member, isOn](const QString &) {
                          if (self)
                              self->flipMember(member, !isOn, true);
                      };
                      Q_EMIT toastRequested(toast);
                  });
}

void NotificationsSection::askForWording(const QString &wording, const QString &problem)
{
    TextQuestion question;
    question.title = tr("Wording of Job ready");
    question.label = problem.isEmpty() ? tr("Message to the customer") : problem;
    question.confirm = tr("Save wording");
    question.value = wording;
    question.hint = tr("Blanks: {customer}, {item}, {business}, {description}, {ticket}. It has to name the business. "
                       "Empty brings the first wording back.");
    question.isLong = true;
    question.mayBeEmpty = true;
    question.maxLength = 600;
    m_prompts.askText(question, [self = QPointer(this)](const std::optional<QString> &text) {
        if (self && text)
            self->setWording(*text);
    });
}

void NotificationsSection::setWording(const QString &wording)
{
    SetNotifications set;
    set.jobReadyWording = wording;
    m_client.call(methods::notificationsSet, set, this, [this](const Result<NotificationSettings> &answer) {
        if (!answer)
            return fail(answer.error());
        m_settings = *answer;
        write();
        say(tr("Wording saved."));
    });
}

void NotificationsSection::fail(const Error &error)
{
    say(tr("Nothing was changed."), errorSentence(error), true);
}

} // namespace counterbell::ui
