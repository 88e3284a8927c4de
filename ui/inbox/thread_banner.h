// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

#include <QWidget>

namespace counterbell::ui
{

class Banner;

/// What stands across the thread under the header, at most one: an opt-out, a possible one, who answers.
class ThreadBanner : public QWidget
{
    Q_OBJECT

public:
    explicit ThreadBanner(QWidget *parent = nullptr);

    struct State {
        Conversation conversation;
        Channel channel = Channel::Whatsapp;
        Timestamp now;
        bool mayAct = false;
        std::optional<ConsentEntry> optOut; ///< the newest on this channel, where it is one
        bool isPossibleOptOut = false;      ///< the last thing they said may be one, nobody has decided
    };
    void setState(const State &state);

Q_SIGNALS:
    void takeOverRequested();
    void optInRequested();
    void optOutRequested();
    void possibleOptOutDismissed();

private:
    enum class Kind {
        None,
        OptedOut,
        PossibleOptOut,
        NeedsHuman,
        Ai,
    };
    void showOptOut(const State &state, const QString &name);

    Kind m_kind = Kind::None;
    Banner *m_banner;
};

} // namespace counterbell::ui
