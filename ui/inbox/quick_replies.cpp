// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/quick_replies.h"

#include "ui/client/format.h"

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

std::vector<QuickReply> matchingQuickReplies(const std::vector<QuickReply> &replies, QStringView letters)
{
    std::vector<QuickReply> matching;
    const auto add = [&](auto matches) {
        for (const auto &reply : replies) {
            if (matches(reply) && std::find(matching.begin(), matching.end(), reply) == matching.end())
                matching.push_back(reply);
        }
    };
    add([&](const QuickReply &reply) { return reply.name.startsWith(letters, Qt::CaseInsensitive); });
    add([&](const QuickReply &reply) {
        return reply.name.contains(letters, Qt::CaseInsensitive) || reply.text.contains(letters, Qt::CaseInsensitive);
    });
    return matching;
}

QString filledQuickReply(const QuickReply &reply, const QString &customer)
{
    auto text = reply.text;
    return text.replace(u"{first name}"_s, firstName(customer));
}

} // namespace counterbell::ui
