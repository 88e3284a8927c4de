// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_log_service.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

QString cell(QString text)
{
    // A spreadsheet would compute a cell that begins so; a bare number like +61… is the one thing meant literally.
    const bool isNumber =
        text.size() > 1 && std::all_of(text.begin() + 1, text.end(), [](QChar c) { return c.isDigit(); });
    const bool isFormula = !text.isEmpty() && u"=-+@\t\r"_s.contains(text.front());
    if (isFormula && !(text.startsWith(u'+') && isNumber))
        text.prepend(u'\'');
    if (!text.contains(u'"') && !text.contains(u',') && !text.contains(u'\n') && !text.contains(u'\r'))
        return text;
    return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

QString csvHeader()
{
    return u"time,recipient,number,category,channel,status,reason,error_code,segments,cost,currency,provider,message_id,text\r\n"_s;
}

QString csvLine(const Send &send)
{
    const QStringList cells{toIso(send.at),
                            cell(send.recipient.name),
                            cell(send.recipient.number),
                            wireName(send.category),
                            wireName(send.channel),
                            wireName(send.status),
                            send.reason.value_or(QString()),
                            send.errorCode ? QString::number(*send.errorCode) : QString(),
                            send.segments ? QString::number(*send.segments) : QString(),
                            send.cost ? formatAmount(send.cost->micros) : QString(),
                            send.cost ? send.cost->currency : QString(),
                            cell(send.provider),
                            send.sid.value_or(QString()),
                            cell(send.body)};
    return cells.join(u',') + u"\r\n"_s;
}

} // namespace counterbell::messaging
