// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/sandbox_control.h"

using namespace Qt::StringLiterals;

namespace counterbell::e2e
{

SandboxControl::SandboxControl(const QJsonObject &ready)
    : m_base(ready["twilio"_L1].toString()),
      m_accountSid(ready["accountSid"_L1].toString()),
      m_authorization("Basic " + (m_accountSid + u':' + ready["authToken"_L1].toString()).toUtf8().toBase64())
{
}

bool SandboxControl::advanceClock(std::chrono::seconds by)
{
    const auto answer =
        m_http.postJson(m_base + "/sandbox/clock"_L1, {{u"advanceSeconds"_s, static_cast<qint64>(by.count())}});
    if (answer.status != 200)
        qWarning("the clock did not move: %d %s", answer.status, answer.body.constData());
    return answer.status == 200;
}

bool SandboxControl::setFaults(const QJsonObject &faults)
{
    const auto answer = m_http.postJson(m_base + "/sandbox/faults"_L1, faults);
    if (answer.status != 200)
        qWarning("the faults were refused: %d %s", answer.status, answer.body.constData());
    return answer.status == 200;
}

QJsonObject SandboxControl::account()
{
    return m_http.get(m_base + "/sandbox/account"_L1).json();
}

int SandboxControl::creates()
{
    int count = 0;
    const auto requests = account()["requests"_L1].toObject();
    for (auto path = requests.begin(); path != requests.end(); ++path) {
        if (!path.key().startsWith("POST "_L1) || !path.key().endsWith("/Messages.json"_L1))
            continue;
        for (const auto byStatus = path->toObject(); const auto &number : byStatus)
            count += number.toInt();
    }
    return count;
}

QJsonArray SandboxControl::modelRequests()
{
    return m_http.get(m_base + "/sandbox/model/requests"_L1).json()["items"_L1].toArray();
}

HttpAnswer SandboxControl::fetchMessage(const QString &sid)
{
    return m_http.get(u"%1/2010-04-01/Accounts/%2/Messages/%3.json"_s.arg(m_base, m_accountSid, sid),
                      {{"Authorization", m_authorization}});
}

} // namespace counterbell::e2e
