// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/quick_replies.h"

namespace counterbell::workspace
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t kMost = 200;
constexpr qsizetype kLongestName = 30;
constexpr qsizetype kLongestText = 1600;

const QString kGroup = u"quickReplies"_s;

QuickReplies toBeginWith()
{
    return {{{u"hours"_s, u"We are open Monday to Friday from 9:00 to 17:30 and on Saturday until 13:00."_s},
             {u"look"_s, u"Thank you, {first name}. We will have a look and write back today."_s},
             {u"photo"_s, u"Could you send us a photo of the piece, please?"_s},
             {u"thanks"_s, u"Thank you, {first name}. See you soon!"_s}}};
}

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= kLongestName &&
           std::all_of(name.begin(), name.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'-'; });
}

tl::unexpected<Error> wrong(const QString &problem, const QString &name)
{
    return refuse(Reason::InvalidArgument, {{u"argument"_s, u"items"_s}, {u"problem"_s, problem}, {u"name"_s, name}});
}

} // namespace

QuickReplies readQuickReplies(store::Connection &db)
{
    return store::settingsOf<QuickReplies>(db, kGroup, toBeginWith());
}

void writeQuickReplies(store::Tx &tx, const QuickReplies &replies)
{
    store::writeSettings(tx, kGroup, toJson(replies));
}

Result<QuickReplies> checkedQuickReplies(QuickReplies replies)
{
    if (replies.items.size() > kMost)
        return wrong(u"tooMany"_s, {});
    for (auto &reply : replies.items) {
        reply.name = reply.name.trimmed().toLower();
        if (!isName(reply.name))
            return wrong(u"name"_s, reply.name.left(kLongestName));
        if (reply.text.trimmed().isEmpty() || reply.text.size() > kLongestText)
            return wrong(u"text"_s, reply.name);
    }
    std::ranges::sort(replies.items, {}, &QuickReply::name);
    const auto twice = std::ranges::adjacent_find(replies.items, {}, &QuickReply::name);
    if (twice != replies.items.end())
        return wrong(u"duplicate"_s, twice->name);
    return replies;
}

} // namespace counterbell::workspace
