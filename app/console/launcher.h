// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_address.h"

#include <QObject>

namespace counterbell::console
{

/// How the console comes by a core.
class Launcher : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void start() = 0;
    /// Again, after `failed`.
    virtual void retry() { start(); }
    /// Ends what it started and must not outlive the window; `stopped` follows.
    virtual void stop() { Q_EMIT stopped(); }
    /// The core's address, while one is there.
    [[nodiscard]] virtual std::optional<ui::CoreAddress> locate() = 0;
    /// Where the sandbox is steered (CONTRACT 2); empty in a live shop.
    [[nodiscard]] virtual QUrl sandboxControl() const { return {}; }

Q_SIGNALS:
    /// locate() has something new to say.
    void found();
    /// What is wrong, and the last thing that the program said.
    void failed(const QString &sentence, const QString &lastLine);
    void stopped();
};

/// The core that --core names; whoever runs it is not this program's business.
class GivenCore : public Launcher
{
    Q_OBJECT

public:
    explicit GivenCore(ui::CoreAddress address) : m_address(std::move(address)) {}

    void start() override { Q_EMIT found(); }
    [[nodiscard]] std::optional<ui::CoreAddress> locate() override { return m_address; }

private:
    ui::CoreAddress m_address;
};

} // namespace counterbell::console
