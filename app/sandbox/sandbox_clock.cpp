// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/sandbox_clock.h"

#include <QLocale>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

QString formatted(qint64 ms, const QString &format)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC), format);
}

} // namespace

QByteArray SandboxClock::httpDate() const
{
    return formatted(nowMs(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
}

QString rfc2822(qint64 ms)
{
    return ms == 0 ? QString() : formatted(ms, u"ddd, dd MMM yyyy HH:mm:ss '+0000'"_s);
}

QString iso8601(qint64 ms)
{
    return formatted(ms, u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
}

QString isoMillis(qint64 ms)
{
    return formatted(ms, u"yyyy-MM-dd'T'HH:mm:ss.zzz'Z'"_s);
}

} // namespace counterbell::sandbox
