// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/data_lock.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

DataLock::~DataLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

tl::expected<DataLock, QString> DataLock::take(const QString &directory)
{
    const auto path = QFile::encodeName(directory + u"/up.lock"_s);
    // O_CLOEXEC: a child that kept the descriptor would hold the lock after us.
    const int descriptor = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return tl::unexpected(u"%1 can't be locked: %2."_s.arg(directory, QString::fromLocal8Bit(strerror(errno))));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(descriptor);
        return tl::unexpected(u"Another counterbell-sandbox up is running in %1."_s.arg(directory));
    }
    return DataLock(descriptor);
}

} // namespace counterbell::sandbox
