// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/launcher.h"

#include <QJsonObject>
#include <QProcess>
#include <QTimer>

namespace counterbell::console
{

/// `counterbell-sandbox up` in the user's data folder: starts with the window, ends with it, and dies when the console
/// is killed (CONTRACT 1).
class SandboxStack : public Launcher
{
    Q_OBJECT

public:
    /// `isNewShop`: the first start keeps the old shop aside.
    SandboxStack(QString program, QString folder, bool isNewShop = false);
    ~SandboxStack() override;

    void start() override;
    void stop() override;
    [[nodiscard]] std::optional<ui::CoreAddress> locate() override;
    [[nodiscard]] QUrl sandboxControl() const override;
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }

private:
    void readReady();
    void readLog();
    void ended(const QString &sentence);

    const QString m_program;
    const QString m_folder;
    QProcess m_process;
    QTimer m_kill;
    QTimer m_again;
    QJsonObject m_ready;
    QByteArray m_lastLines;
    bool m_isNewShop;
    bool m_isStopping = false;
};

} // namespace counterbell::console
