// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/ticket.h"

namespace counterbell::jobs
{

using namespace Qt::StringLiterals;

QChar ticketLetter(JobKind kind)
{
    switch (kind) {
    case JobKind::Repair:
        return u'R';
    case JobKind::Bespoke:
        return u'B';
    case JobKind::Task:
        break;
    }
    return u'T';
}

QString formatTicket(JobKind kind, qint64 number)
{
    return u"%1-%2"_s.arg(ticketLetter(kind)).arg(number, 4, 10, QChar(u'0'));
}

std::optional<qint64> ticketNumber(JobKind kind, const QString &ticket)
{
    const auto digits = QStringView(ticket).mid(2);
    const bool isPlain =
        !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = isPlain && ticket.startsWith(ticketLetter(kind) + u"-"_s);
    const auto number = ok ? digits.toLongLong(&ok) : 0;
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace counterbell::jobs
