// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/model_sentences.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

namespace
{

bool isArabic(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Arabic; });
}

struct StatusWords {
    QLatin1StringView status;
    const char16_t *english;
    const char16_t *arabic;
};
constexpr std::array kStatuses{
    StatusWords{"received"_L1, u"waiting for the goldsmith", u"بانتظار الصائغ"},
    StatusWords{"in_progress"_L1, u"in progress", u"قيد التنفيذ"},
    StatusWords{"quality_check"_L1, u"in quality check", u"في فحص الجودة"},
    StatusWords{"ready"_L1, u"ready for pickup", u"جاهز للاستلام"},
};

QJsonArray listIn(const QString &toolResult)
{
    const auto document = QJsonDocument::fromJson(toolResult.toUtf8());
    if (document.isArray())
        return document.array();
    for (const auto &value : document.object()) {
        if (value.isArray())
            return value.toArray();
    }
    return {};
}

} // namespace

QString plainSentence(const QString &customerText)
{
    return isArabic(customerText) ? u"شكرًا لرسالتك، يسعدنا مساعدتك."_s
                                  : u"Thank you for your message, we are happy to help."_s;
}

QString handedOverSentence(const QString &customerText)
{
    return isArabic(customerText) ? u"طلبت من أحد الزملاء أن يكتب لك قريبًا."_s
                                  : u"I have asked a colleague to write to you soon."_s;
}

QString jobsSentence(const QString &toolResult, const QString &customerText)
{
    const bool arabic = isArabic(customerText);
    for (const auto &value : listIn(toolResult)) {
        const auto job = value.toObject();
        const auto words = std::find_if(kStatuses.begin(), kStatuses.end(), [&](const StatusWords &each) {
            return each.status == job.value("status"_L1).toString();
        });
        if (words == kStatuses.end())
            continue;
        const auto status = QString::fromUtf16(arabic ? words->arabic : words->english);
        return (arabic ? u"قطعتك %1 (%2) الآن %3."_s : u"Your piece, %1 (%2), is %3."_s)
            .arg(job.value("description"_L1).toString(), job.value("ticket"_L1).toString(), status);
    }
    return arabic ? u"لا أجد عملًا مفتوحًا باسمك."_s : u"I can't find an open job under your name."_s;
}

} // namespace counterbell::sandbox
