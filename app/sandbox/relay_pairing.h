// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QProcess>

namespace counterbell::sandbox
{

/// Asks the relay for a tenant, once in the life of a folder: `counterbell-relay --config FILE tenant add NAME`
/// prints one line, the pairing code `<url>#<tenant>.<secret>` (DESIGN 5, step 0).
class RelayPairing : public QObject
{
    Q_OBJECT
public:
    explicit RelayPairing(QObject *parent = nullptr);

    void run(const QString &relayProgram, const QString &configurationFile);

Q_SIGNALS:
    void paired(const QString &code);
    void failed(const QString &sentence);

private:
    void afterEnd();

    QProcess m_process;
};

/// True for `<url>#<tenant>.<secret>` with nothing left empty.
[[nodiscard]] bool isPairingCode(const QString &text);

} // namespace counterbell::sandbox
