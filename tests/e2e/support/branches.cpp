// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/branches.h"

namespace counterbell::e2e
{

bool Branches::openDatabase()
{
    if (!m_database.start())
        return false;
    for (auto &way : m_ways)
        way = std::make_unique<CuttingProxy>(m_database.url());
    m_stack.useStore(m_ways.front()->url());
    return true;
}

bool Branches::openSecond()
{
    m_second = std::make_unique<SecondCore>(m_stack.dataDir() + QStringLiteral("/core"), m_ways.back()->url());
    return m_second->start();
}

bool Branches::recover()
{
    for (auto &way : m_ways)
        way->set(CuttingProxy::Cut::None);
    m_database.thaw();
    return m_database.start() && (!m_second || m_second->pid() != 0 || m_second->start());
}

bool Branches::close()
{
    const bool isEnded = !m_second || m_second->stop();
    m_second.reset();
    return m_database.stopImmediately() && isEnded;
}

QJsonObject Branches::second() const
{
    return m_second && m_second->pid() != 0 ? m_second->ready() : QJsonObject();
}

} // namespace counterbell::e2e
