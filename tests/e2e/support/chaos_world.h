// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/branches.h"
#include "tests/e2e/support/rush.h"
#include "tests/e2e/support/stage.h"

#include <QRandomGenerator>

namespace counterbell::e2e
{

/// The shop to which everything happens: its programs and disks, and the people who go on working meanwhile.
class ChaosWorld
{
public:
    enum class Database { Sqlite, Postgres };

    /// `hasOwnWorld`: disks and the network may be taken away, too (own_world.h).
    ChaosWorld(Database database, bool hasOwnWorld) : m_database(database), m_hasOwnWorld(hasOwnWorld) {}

    /// The programs, before the work begins.
    [[nodiscard]] bool open();
    /// `jobs` become ready in the course of it.
    [[nodiscard]] bool beginWork(int jobs);
    /// Everything runs again and everybody is signed in.
    [[nodiscard]] bool recover() { return (!m_branches || m_branches->recover()) && m_rush->goOn(); }
    /// True when every program ended as it should. The disks are gone afterwards.
    [[nodiscard]] bool close();
    /// What the programs of this world find wrong in their data, once the work is done.
    [[nodiscard]] QStringList damage();
    /// What all programs logged goes to this folder, for somebody who looks for a cause.
    void keepLogs(const QString &folder);

    /// People go on working for so many steps.
    [[nodiscard]] bool steps(int count);
    void wait(std::chrono::milliseconds time);
    /// A time from nothing to so many milliseconds.
    [[nodiscard]] std::chrono::milliseconds upTo(int ms) { return std::chrono::milliseconds(m_random.bounded(ms)); }

    [[nodiscard]] bool isPostgres() const { return m_database == Database::Postgres; }
    [[nodiscard]] bool hasOwnWorld() const { return m_hasOwnWorld; }
    [[nodiscard]] int cores() const { return isPostgres() ? 2 : 1; }
    [[nodiscard]] qint64 corePid(int core) { return m_branches ? m_branches->pidOf(core) : stack().corePid(); }
    /// The small disk of a program, `core` or `relay`, or of the `database`.
    [[nodiscard]] QString disk(const QString &of);

    Stage &stage() { return m_stage; }
    StackUnderTest &stack() { return m_stage.stack(); }
    Rush &rush() { return *m_rush; }
    Branches &branches() { return *m_branches; }
    QRandomGenerator &random() { return m_random; }

private:
    [[nodiscard]] QStringList smallDisks() const;

    Database m_database;
    bool m_hasOwnWorld;
    Stage m_stage;
    std::unique_ptr<Branches> m_branches;
    std::unique_ptr<Rush> m_rush;
    QRandomGenerator m_random;
};

} // namespace counterbell::e2e
