// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/processes.h"

#include <QFile>

namespace counterbell::e2e
{

namespace
{

QByteArray readProc(qint64 pid, const char *below)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1StringView(below)));
    return pid > 0 && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

bool isRunning(qint64 pid)
{
    const auto text = readProc(pid, "stat");
    if (text.isEmpty())
        return false;
    const auto state = text.mid(text.lastIndexOf(')') + 2, 1);
    return state != "Z" && state != "X";
}

QList<qint64> childrenOf(qint64 pid)
{
    QList<qint64> found;
    const auto text = readProc(pid, qPrintable(QStringLiteral("task/%1/children").arg(pid)));
    for (const auto &child : text.split(' ')) {
        if (const auto id = child.trimmed().toLongLong(); id > 0)
            found.append(id);
    }
    return found;
}

qint64 childNamed(qint64 parent, const QByteArray &name)
{
    for (const auto child : childrenOf(parent)) {
        if (readProc(child, "cmdline").split('\0').constFirst().endsWith(name))
            return child;
    }
    return 0;
}

} // namespace counterbell::e2e
