// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/launcher.h"

#include <QElapsedTimer>
#include <QTimer>

namespace counterbell::console
{

/// This user's core: the one that runs already, else one that it starts from the console's own folder, and starts again
/// with back-off when it dies (DESIGN 1). The core goes on receiving when the window is closed.
class OwnCore : public Launcher
{
    Q_OBJECT

public:
    OwnCore(QString program, QString folder);

    void start() override;
    void retry() override;
    [[nodiscard]] std::optional<ui::CoreAddress> locate() override;

private:
    void launch();
    void look();
    [[nodiscard]] bool isStarting() const;
    [[nodiscard]] QString logPath() const { return m_folder + QStringLiteral("/console-start.log"); }

    const QString m_program;
    const QString m_folder;
    qint64 m_pid = 0;
    int m_failures = 0;
    bool m_isFound = false;
    QTimer m_look;
    QTimer m_again;
};

} // namespace counterbell::console
