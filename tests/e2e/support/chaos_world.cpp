// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/chaos_world.h"

#include "tests/e2e/support/own_world.h"
#include "tests/e2e/support/waiting.h"

#include <QDir>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

constexpr auto kBetweenSteps = 60ms;

/// A new server's data takes 30 MB.
int megabytesOf(const QString &disk)
{
    return disk == "database"_L1 ? 96 : 64;
}

} // namespace

bool ChaosWorld::open()
{
    if (isPostgres())
        m_branches = std::make_unique<Branches>(stack());
    for (const auto &of : smallDisks()) {
        if (!mountSmallDisk(disk(of), megabytesOf(of)))
            return false;
    }
    return (!m_branches || m_branches->openDatabase()) && m_stage.open() && (!m_branches || m_branches->openSecond());
}

bool ChaosWorld::beginWork(int jobs)
{
    m_rush = std::make_unique<Rush>(m_stage, jobs);
    if (m_branches)
        m_rush->addConsoleAt([this] { return m_branches->second(); });
    return m_rush->begin();
}

bool ChaosWorld::close()
{
    m_rush.reset();
    bool isClosed = m_stage.close();
    isClosed = (!m_branches || m_branches->close()) && isClosed;
    for (const auto &of : smallDisks())
        unmountSmallDisk(disk(of));
    m_branches.reset();
    return isClosed;
}

QStringList ChaosWorld::damage()
{
    QStringList arguments{u"doctor"_s, u"--data"_s, disk(u"core"_s), u"--json"_s};
    if (isPostgres())
        arguments << u"--store"_s << stack().storeUrl();
    QProcess doctor;
    doctor.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"), arguments);
    const bool isDone = doctor.waitForFinished(60'000);
    const auto checks = QJsonDocument::fromJson(doctor.readAllStandardOutput()).object()["checks"_L1].toArray();
    if (!isDone || checks.isEmpty())
        return {u"the doctor says nothing"_s};
    QStringList found;
    for (const auto check : checks) {
        // A small disk is this test's own doing.
        if (check["name"_L1].toString() != "disk"_L1 && check["status"_L1].toString() == "failed"_L1)
            found << QString::fromUtf8(QJsonDocument(check.toObject()).toJson(QJsonDocument::Compact));
    }
    if (m_branches)
        found << m_branches->database().damage();
    found.removeAll(QString());
    return found;
}

void ChaosWorld::keepLogs(const QString &folder)
{
    const auto keep = [&](const QString &name, const QByteArray &text) {
        QFile file(folder + u'/' + name);
        if (QDir().mkpath(folder) && file.open(QIODevice::WriteOnly))
            file.write(text);
    };
    keep(u"stack.log"_s, stack().logTail(1'000'000));
    if (!m_branches)
        return;
    keep(u"second-core.log"_s, m_branches->logOfSecond());
    QFile server(m_branches->database().logPath());
    if (server.open(QIODevice::ReadOnly))
        keep(u"database.log"_s, server.readAll());
}

bool ChaosWorld::steps(int count)
{
    for (int i = 0; i < count; ++i) {
        if (!m_rush->step())
            return false;
        wait(kBetweenSteps);
    }
    return true;
}

void ChaosWorld::wait(std::chrono::milliseconds time)
{
    (void)waitUntil([] { return false; }, time);
}

QString ChaosWorld::disk(const QString &of)
{
    return of == "database"_L1 ? m_branches->database().disk() : stack().dataDir() + u'/' + of;
}

QStringList ChaosWorld::smallDisks() const
{
    if (!m_hasOwnWorld)
        return {};
    return {u"relay"_s, isPostgres() ? u"database"_s : u"core"_s};
}

} // namespace counterbell::e2e
