// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/second_core.h"

#include "tests/e2e/support/waiting.h"

#include <QFile>
#include <QJsonDocument>

#include <csignal>

#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

SecondCore::SecondCore(const QString &likeFolder, const QString &storeUrl) : m_storeUrl(storeUrl)
{
    // The key alone: the secrets are in the database, and what else is there belongs to the first core.
    QFile::copy(likeFolder + u"/secrets.key"_s, path(u"secrets.key"_s));
    QFile::setPermissions(path(u"secrets.key"_s), QFile::ReadOwner | QFile::WriteOwner);
}

SecondCore::~SecondCore()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

bool SecondCore::start()
{
    QFile::remove(path(u"core.json"_s));
    m_process.setProgram(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"));
    m_process.setArguments({u"--data"_s, m_folder.path(), u"--store"_s, m_storeUrl});
    m_process.setStandardErrorFile(path(u"stderr"_s), QIODevice::Append);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start();
    return waitUntil([this] { return QFile::exists(path(u"core.json"_s)); }, 20s);
}

bool SecondCore::stop()
{
    m_process.terminate();
    return m_process.waitForFinished(25'000) && m_process.exitStatus() == QProcess::NormalExit &&
           m_process.exitCode() == 0;
}

QJsonObject SecondCore::ready() const
{
    QFile file(path(u"core.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto said = QJsonDocument::fromJson(file.readAll()).object();
    return {{u"core"_s, said["url"_L1]}, {u"token"_s, said["token"_L1]}};
}

QByteArray SecondCore::logTail(int lines) const
{
    QFile file(path(u"stderr"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto all = file.readAll().split('\n');
    return all.mid(std::max<qsizetype>(0, all.size() - lines)).join('\n');
}

} // namespace counterbell::e2e
