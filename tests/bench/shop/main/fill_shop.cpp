// SPDX-License-Identifier: Apache-2.0
// counterbell-bench-shop --database FILE [--conversations N] [--messages N] [--longest N] [--seed N]
// Fills the database of a core that isn't running, or a new one, and says as one JSON line what is in it.
#include "core/store/migrator.h"
#include "tests/bench/shop/shop_writer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace counterbell;

namespace
{

constexpr int kPerTransaction = 50'000;
constexpr int kMostNamed = 200; ///< conversations that the line names beside the longest

/// For bulk work only: nothing needs to survive a power cut here, and the keys of two million rows stay in memory.
const QStringList kFast{u"PRAGMA journal_mode=OFF"_s, u"PRAGMA synchronous=OFF"_s, u"PRAGMA cache_size=-2000000"_s,
                        u"PRAGMA locking_mode=EXCLUSIVE"_s};
const QStringList kAsUsed{u"PRAGMA locking_mode=NORMAL"_s, u"PRAGMA journal_mode=WAL"_s};

/// Calls `step` for each number, in transactions of many.
template <class Step>
void inBatches(store::Tx &tx, size_t count, Step step)
{
    for (size_t i = 0; i < count;) {
        tx.executeOnce(u"BEGIN IMMEDIATE"_s);
        for (int n = 0; n < kPerTransaction && i < count; ++n, ++i)
            step(i);
        tx.executeOnce(u"COMMIT"_s);
        std::fprintf(stderr, "\r%zu of %zu ", i, count);
    }
    std::fputc('\n', stderr);
}

QJsonObject fill(store::Tx &tx, const bench::ShopSize &size)
{
    bench::ShopWriter writer(tx, size);
    const auto moments = bench::planHistory(size);
    const auto all = size_t(size.conversations);
    inBatches(tx, all, [&](size_t i) { writer.addCustomer(quint32(i)); });
    inBatches(tx, moments.size(), [&](size_t i) { writer.addMessage(moments[i]); });
    inBatches(tx, all, [&](size_t i) { writer.settle(quint32(i)); });
    QJsonArray others;
    for (size_t i = 1; i < all && others.size() < kMostNamed; i += std::max<size_t>(1, all / kMostNamed))
        others << writer.conversation(quint32(i)).toString();
    return {{u"conversations"_s, size.conversations},
            {u"messages"_s, writer.messages()},
            {u"longest"_s, size.longest},
            {u"seed"_s, qint64(size.seed)},
            {u"longestConversation"_s, writer.conversation(0).toString()},
            {u"otherConversations"_s, others}};
}

int complain(const QString &sentence)
{
    std::fprintf(stderr, "counterbell-bench-shop: %s\n", qPrintable(sentence));
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    bench::ShopSize size;
    QCommandLineParser parser;
    const auto number = [&](const QString &name, qint64 value) {
        parser.addOption({name, u"a number"_s, u"N"_s, QString::number(value)});
    };
    parser.addOption({u"database"_s, u"the SQLite file"_s, u"FILE"_s});
    number(u"conversations"_s, size.conversations);
    number(u"messages"_s, size.messages);
    number(u"longest"_s, size.longest);
    number(u"seed"_s, qint64(size.seed));
    parser.addHelpOption();
    parser.process(application);
    size.conversations = parser.value(u"conversations"_s).toInt();
    size.messages = parser.value(u"messages"_s).toInt();
    size.longest = parser.value(u"longest"_s).toInt();
    size.seed = parser.value(u"seed"_s).toULongLong();
    size.now = fromMillis(QDateTime::currentMSecsSinceEpoch());
    if (size.conversations < 2 || size.longest < 1 || size.messages - size.longest < size.conversations - 1)
        return complain(u"every conversation has at least one message, and there are at least two."_s);
    if (!parser.isSet(u"database"_s))
        return complain(u"--database says which file."_s);
    try {
        const auto dialect = store::sqliteDialect({parser.value(u"database"_s)});
        store::Tx tx(*dialect, u"bench"_s, false);
        if (!store::migrate(tx, store::builtInMigrations(*dialect), size.now))
            return complain(u"the database has another schema."_s);
        for (const auto &pragma : kFast)
            tx.executeOnce(pragma);
        const auto made = fill(tx, size);
        for (const auto &pragma : kAsUsed)
            tx.executeOnce(pragma);
        std::printf("%s\n", QJsonDocument(made).toJson(QJsonDocument::Compact).constData());
    } catch (const std::exception &error) {
        return complain(QString::fromUtf8(error.what()));
    }
    return 0;
}
