// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/window_state.h"

#include "ui/client/format.h"

#include <QCoreApplication>

using namespace std::chrono_literals;

namespace counterbell::ui
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::WindowPill", text);
}

} // namespace

const ConversationChannel *channelOf(const Conversation &conversation, Channel channel)
{
    const auto found = std::find_if(conversation.channels.begin(), conversation.channels.end(),
                                    [channel](const ConversationChannel &c) { return c.channel == channel; });
    return found == conversation.channels.end() ? nullptr : &*found;
}

Writing writingOn(const Conversation &conversation, Channel channel, Timestamp now)
{
    const auto *entry = channelOf(conversation, channel);
    if (!entry)
        return Writing::NoChannel;
    if (entry->consent == ConsentState::OptedOut)
        return Writing::OptedOut;
    if (channel == Channel::Sms)
        return Writing::Free;
    return entry->windowClosesAt && now < *entry->windowClosesAt ? Writing::Free : Writing::TemplatesOnly;
}

Channel preferredChannel(const Conversation &conversation)
{
    if (conversation.lastMessage && conversation.lastMessage->direction &&
        channelOf(conversation, conversation.lastMessage->channel))
        return conversation.lastMessage->channel;
    return conversation.channels.empty() ? Channel::Sms : conversation.channels.front().channel;
}

std::optional<WindowPill> windowPill(const Conversation &conversation, Channel channel, Timestamp now, bool isOnline)
{
    const auto writing = writingOn(conversation, channel, now);
    if (writing == Writing::OptedOut)
        return WindowPill{PillLook::Stopped, tr("Sending is disabled")};
    if (channel == Channel::Sms || writing == Writing::NoChannel)
        return std::nullopt;
    if (!isOnline)
        return WindowPill{PillLook::Unknown, tr("Window time unknown")};
    if (writing == Writing::TemplatesOnly)
        return WindowPill{PillLook::Closed, tr("Window closed: templates only")};
    // A minute that has begun counts, so that "0 min" is never said of an open window.
    const auto left = *channelOf(conversation, channel)->windowClosesAt - now;
    const auto shown = std::chrono::ceil<std::chrono::minutes>(left);
    const double share = double(left.count()) / double(std::chrono::milliseconds(24h).count());
    if (left < 2h)
        return WindowPill{PillLook::Closing, tr("Closes in %1").arg(duration(shown)), share};
    return WindowPill{PillLook::Open, tr("Free reply for %1").arg(duration(shown)), std::min(1.0, share)};
}

} // namespace counterbell::ui
