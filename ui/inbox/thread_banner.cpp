// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_banner.h"

#include "ui/client/format.h"
#include "ui/inbox/consent_words.h"
#include "ui/inbox/event_words.h"
#include "ui/inbox/moment_words.h"
#include "ui/inbox/window_state.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"

#include <QBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

ThreadBanner::ThreadBanner(QWidget *parent) : QWidget(parent), m_banner(new Banner(BannerLook::Neutral, this))
{
    setObjectName(u"threadBanner"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_banner);
    hide();
    connect(m_banner, &Banner::linkActivated, this, [this] {
        if (m_kind == Kind::PossibleOptOut)
            Q_EMIT possibleOptOutDismissed();
        else
            Q_EMIT takeOverRequested();
    });
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_kind == Kind::OptedOut)
            Q_EMIT optInRequested();
        else if (m_kind == Kind::PossibleOptOut)
            Q_EMIT optOutRequested();
    });
}

void ThreadBanner::setState(const State &state)
{
    const auto &c = state.conversation;
    const auto name = isolated(firstName(c.contact.name));
    m_kind = writingOn(c, state.channel, state.now) == Writing::OptedOut ? Kind::OptedOut
             : state.isPossibleOptOut                                    ? Kind::PossibleOptOut
             : c.handling == Handling::NeedsHuman                        ? Kind::NeedsHuman
             : c.handling == Handling::Ai                                ? Kind::Ai
                                                                         : Kind::None;
    setVisible(m_kind != Kind::None);
    switch (m_kind) {
    case Kind::None:
        return;
    case Kind::OptedOut:
        return showOptOut(state, name);
    case Kind::PossibleOptOut:
        m_banner->setLook(BannerLook::Attention);
        m_banner->setIcon(u"attention"_s);
        m_banner->setText(tr("%1 may want no more messages.").arg(name), tr("Read the last message and decide."), true);
        m_banner->setLink(state.mayAct ? tr("It is no opt-out") : QString());
        m_banner->setAction(state.mayAct ? tr("Record opt-out") : QString(), u"dangerOutline"_s);
        return;
    case Kind::NeedsHuman:
        m_banner->setLook(BannerLook::Attention);
        m_banner->setChip(ChipLook::Ai);
        m_banner->setText(handoverSentence(c.contact.name, c.handoverReason.value_or(QString())));
        m_banner->setLink(state.mayAct ? tr("Take over") : QString());
        m_banner->setAction({});
        return;
    case Kind::Ai:
        m_banner->setLook(BannerLook::Neutral);
        m_banner->setChip(ChipLook::Ai);
        m_banner->setText(tr("AI is replying to %1.").arg(name));
        m_banner->setLink(state.mayAct ? tr("Take over") : QString());
        m_banner->setAction({});
        return;
    }
}

void ThreadBanner::showOptOut(const State &state, const QString &name)
{
    m_banner->setLook(BannerLook::Danger);
    m_banner->setIcon(u"stop"_s);
    m_banner->setLink({});
    const auto &entry = state.optOut;
    auto fact = tr("%1 opted out.").arg(name);
    if (entry && entry->source == ConsentSource::Keyword)
        fact = tr("%1 opted out by replying %2 %3.")
                   .arg(name, isolated(entry->evidence.simplified().left(40)), momentWords(entry->at, state.now));
    else if (entry)
        fact = tr("%1 opted out %2.").arg(name, momentWords(entry->at, state.now));
    const bool isBlocked = entry && entry->providerBlocked && state.channel == Channel::Sms;
    m_banner->setText(
        fact, isBlocked ? onlyTheCustomerCan() : tr("Sending is disabled until a new opt-in is recorded."), true);
    auto *action =
        m_banner->setAction(isBlocked || !state.mayAct ? QString() : tr("Record opt-in…"), u"dangerOutline"_s);
    if (action) {
        action->setObjectName(u"recordOptIn"_s);
        action->setIcon(icon(u"consent"_s));
        action->setIconSize({kIconButton, kIconButton});
        action->setProperty("large", true);
        action->updateGeometry();
    }
}

} // namespace counterbell::ui
