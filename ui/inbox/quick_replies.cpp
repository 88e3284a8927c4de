// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/quick_replies.h"

#include "ui/client/format.h"

#include <QCoreApplication>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kMost = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::QuickReplies", text);
}

} // namespace

std::vector<QuickReply> loadQuickReplies(QSettings &settings)
{
    if (!settings.contains(u"quickReplies/size"_s))
        return {{u"hours"_s, tr("We are open Monday to Friday from 9:00 to 17:30 and on Saturday until 13:00.")},
                {u"look"_s, tr("Thank you, {first name}. We will have a look and write back today.")},
                {u"photo"_s, tr("Could you send us a photo of the piece, please?")},
                {u"thanks"_s, tr("Thank you, {first name}. See you soon!")}};
    std::vector<QuickReply> replies;
    const int count = std::min(settings.beginReadArray(u"quickReplies"_s), kMost);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        replies.push_back({settings.value(u"name"_s).toString(), settings.value(u"text"_s).toString()});
    }
    settings.endArray();
    return replies;
}

void saveQuickReplies(QSettings &settings, const std::vector<QuickReply> &replies)
{
    settings.remove(u"quickReplies"_s);
    settings.beginWriteArray(u"quickReplies"_s, int(replies.size()));
    for (size_t i = 0; i < replies.size(); ++i) {
        settings.setArrayIndex(int(i));
        settings.setValue(u"name"_s, replies[i].name);
        settings.setValue(u"text"_s, replies[i].text);
    }
    settings.endArray();
}

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
