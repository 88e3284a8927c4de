// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/one_shot_body.h"

#include <algorithm>

namespace counterbell::messaging
{

OneShotBody::OneShotBody(QByteArray body, std::function<bool()> mayGo, QObject *parent)
    : QIODevice(parent), m_body(std::move(body)), m_mayGo(std::move(mayGo))
{
    // Unbuffered, so that a byte counts as touched when the sender takes it and not before.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OneShotBody::atEnd() const
{
    return m_isShut || m_position >= m_body.size();
}

qint64 OneShotBody::bytesAvailable() const
{
    return m_isShut ? 0 : m_body.size() - m_position;
}

qint64 OneShotBody::readData(char *data, qint64 maxSize)
{
    if (atEnd())
        return -1;
    if (m_position == 0 && m_mayGo && !m_mayGo()) {
        shut();
        Q_EMIT heldBack();
        return -1;
    }
    const auto size = std::min(maxSize, m_body.size() - m_position);
    std::copy_n(m_body.constData() + m_position, size, data);
    m_position += size;
    return size;
}

} // namespace counterbell::messaging
