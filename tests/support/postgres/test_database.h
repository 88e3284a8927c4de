// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/dialect.h"

#include <QTemporaryDir>

namespace counterbell
{

/// A fresh database of one test: a file in a folder of its own, or, where COUNTERBELL_TEST_STORE is `postgres`, one on
/// the server that tests/support/postgres/cluster.sh has started (COUNTERBELL_TEST_POSTGRES names its `url` file).
class TestDatabase
{
public:
    /// With all migrations, or empty.
    enum class Content { Migrated, Nothing };

    explicit TestDatabase(Content content = Content::Migrated);
    ~TestDatabase();
    TestDatabase(const TestDatabase &) = delete;

    [[nodiscard]] static bool isPostgres();

    /// As many as are asked for, all on this database.
    [[nodiscard]] std::unique_ptr<store::Dialect>
    dialect(std::chrono::milliseconds lockTimeout = std::chrono::milliseconds{200}) const;
    /// What --store takes: `sqlite` or a URL.
    [[nodiscard]] QString url() const;
    /// SQLite's file.
    [[nodiscard]] QString file() const { return m_folder.filePath(QStringLiteral("counterbell.sqlite")); }
    /// PostgreSQL's name of it.
    [[nodiscard]] QString name() const { return m_name; }

private:
    QTemporaryDir m_folder;
    QString m_name;
    bool m_isMigrated;
};

} // namespace counterbell
