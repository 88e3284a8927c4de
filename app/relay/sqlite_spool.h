// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/log.h"
#include "app/relay/outcome.h"
#include "app/relay/spool.h"

#include <functional>
#include <memory>
#include <string>

namespace counterbell::relay
{

/// The embedded spool: one SQLite file, one writer thread, group commit. Requests that arrive while a commit
/// runs are collected and go into the next one together, so under load one fsync makes many of them durable
/// and an idle relay answers after a single one. A reader thread serves resume. A file that is damaged where it has to
/// be written makes room for a new one (spool_replacement.h), while webhooks wait.
class SqliteSpool : public Spool
{
public:
    /// Runs a function on the network thread; any thread may call it.
    using Post = std::function<void(std::function<void()>)>;

    /// The sentence says why the file can't be used.
    [[nodiscard]] static Outcome<std::unique_ptr<SqliteSpool>> open(const std::string &path, SpoolLimits limits,
                                                                    Post post, const Log &log);
    ~SqliteSpool() override;

    [[nodiscard]] const std::string &id() const override;
    [[nodiscard]] StreamState state(const std::string &tenant) const override;
    [[nodiscard]] std::uint64_t quota() const override;
    [[nodiscard]] bool healthy() const override;
    [[nodiscard]] Replaced replaced() const override;
    void onReplaced(std::function<void()> replaced) override;
    void append(const std::string &tenant, Event event, Kept kept) override;
    void onCommitted(Committed committed) override;
    void read(const std::string &tenant, std::uint64_t first, Read read) override;
    void acknowledge(const std::string &tenant, std::uint64_t seq) override;
    void drop(const std::string &tenant) override;
    void close() override;

    /// For tests: makes the file as full as a disk can be, on the writer's thread.
    void limitPages(std::int64_t pages, std::function<void()> done);

private:
    struct Impl;
    explicit SqliteSpool(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace counterbell::relay
